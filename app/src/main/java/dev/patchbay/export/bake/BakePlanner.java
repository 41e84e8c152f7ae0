package dev.patchbay.export.bake;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.algorithm.Difference;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.export.factors.BaseTarget;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds for each module of each adapter the tensors of the base that it changes. */
final class BakePlanner {

    private static final String WEIGHT = ".weight";

    /** Parts of a low-rank module that are not factors of the product. */
    private static final Set<Part> BESIDE = Set.of(Part.ALPHA, Part.MAGNITUDE);

    private final Checkpoint base;
    private final BaseModel model;
    private final Optional<DType> dtype;
    private final Map<String, List<WeightShare>> baked = new LinkedHashMap<>();
    private final Set<String> unmatched = new LinkedHashSet<>();
    private final Set<String> unsupported = new LinkedHashSet<>();

    BakePlanner(Checkpoint base, BaseModel model, Optional<DType> dtype) {
        this.base = base;
        this.model = model;
        this.dtype = dtype;
    }

    BakePlan plan(List<MergeInput> inputs, StepCount steps) throws IOException {
        for (MergeInput input : inputs) {
            for (AdapterModule module : input.adapter().modules()) {
                steps.next(Message.of("export.bake.planning", module.address()));
                Optional<ModuleInfo> target = BaseTarget.of(model, module);
                if (target.isPresent()) {
                    add(new ModuleChange(input.checkpoint(), module), input.strength(), target.get());
                } else {
                    unmatched.add(module.address());
                }
            }
        }
        if (baked.isEmpty()) {
            throw new ExportException(Message.of("export.bake.nothingFits", inputs.getFirst().checkpoint().path(), base.path()));
        }
        for (StoredTensor tensor : base.tensors().values()) {
            refuseUnwritable(tensor.info());
        }
        List<Message> warnings = new ArrayList<>();
        warn(warnings, "export.bake.warning.unmatched", unmatched);
        warn(warnings, "export.bake.warning.unsupported", unsupported);
        return new BakePlan(baked, dtype, warnings);
    }

    private static void warn(List<Message> warnings, String key, Set<String> names) {
        if (!names.isEmpty()) {
            warnings.add(Message.of(key, names.size(), names.iterator().next()));
        }
    }

    private void add(ModuleChange change, double strength, ModuleInfo target) throws IOException {
        AdapterModule module = change.module();
        if (change.isLowRank()) {
            addLayer(change, strength, target);
        }
        for (Part part : module.parts().keySet()) {
            Optional<Difference> difference = module.form().difference(part);
            if (difference.isPresent()) {
                addDifference(change, part, strength, difference.get(), target.name() + difference.get().tensor());
            } else if (!change.isFactor(part) && !BESIDE.contains(part)) {
                unsupported.add(module.address());
            }
        }
    }

    private void addLayer(ModuleChange change, double strength, ModuleInfo target) throws IOException {
        AdapterModule module = change.module();
        if (module.isDora() && module.magnitudeAxis().filter(axis -> axis != MagnitudeAxis.UNCLEAR).isEmpty()) {
            throw new ExportException(Message.of("export.bake.magnitude", change.checkpoint().path(), module.address()));
        }
        Shape weight = target.weight();
        LayerShare share = new LayerShare(change, strength);
        LayerChange read = change.read();
        if (read.outputs() != weight.size(0) || (long) read.outputs() * read.inputs() != weight.elements()) {
            throw new ExportException(Message.of(
                    "export.bake.sizes", change.checkpoint().path(), module.address(), read.outputs() + " × " + read.inputs(), weight));
        }
        put(target.name() + WEIGHT, share);
    }

    private void addDifference(ModuleChange change, Part part, double strength, Difference difference, String tensor) throws IOException {
        Optional<StoredTensor> changed = base.tensor(tensor);
        if (changed.isEmpty()) {
            unsupported.add(change.module().address());
            return;
        }
        Shape found = change.data(part).shape();
        if (found.elements() != changed.get().info().shape().elements() || found.dimensions() == 0
                || found.size(0) != changed.get().info().shape().size(0)) {
            throw new ExportException(Message.of(
                    "export.bake.sizes", change.checkpoint().path(), change.module().address(), found, changed.get().info().shape()));
        }
        double factor = difference.isScaled() ? strength * change.module().scale() : strength;
        put(tensor, new DifferenceShare(change.module().address(), change.data(part), factor, difference.replaces()));
    }

    private void put(String tensor, WeightShare share) throws ExportException {
        if (base.tensor(tensor).isEmpty()) {
            throw new ExportException(Message.of("export.bake.noTensor", base.path(), tensor));
        }
        baked.computeIfAbsent(tensor, name -> new ArrayList<>()).add(share);
    }

    /**
     * Refuses quantised types and 8-bit floats, which can be read but not written. Tensors that no adapter changes are copied, unless
     * safetensors has no such type.
     */
    private void refuseUnwritable(TensorInfo tensor) throws ExportException {
        DType stored = tensor.dtype();
        boolean computed = baked.containsKey(tensor.name()) || stored.isQuantised();
        if (computed && !FloatCodec.canDecode(stored)) {
            throw new ExportException(Message.of("export.quantised", tensor.name(), stored));
        }
        if (computed && dtype.isEmpty() && FactorTypes.written(stored) != stored) {
            throw new ExportException(Message.of("export.bake.chooseType", base.path(), tensor.name(), stored));
        }
    }
}
