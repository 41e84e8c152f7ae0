package dev.patchbay.export.bake;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.algorithm.Difference;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.quantised.DequantisedData;
import dev.patchbay.export.factors.BaseParameters;
import dev.patchbay.export.factors.BaseTarget;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.FactorTypes;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.export.factors.RepeatedLayers;
import dev.patchbay.export.factors.RepeatedModules;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
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
    private final ModuleLocator locator;
    private final BaseParameters parameters;
    private final Optional<DType> dtype;
    private final Map<String, List<WeightShare>> baked = new LinkedHashMap<>();
    private final Set<String> unmatched = new LinkedHashSet<>();
    private final Set<String> unsupported = new LinkedHashSet<>();
    private final Set<String> repeated = new LinkedHashSet<>();

    BakePlanner(Checkpoint base, BaseModel model, Optional<DType> dtype) {
        this.base = base;
        this.locator = new ModuleLocator(model);
        this.parameters = new BaseParameters(model);
        this.dtype = dtype;
    }

    BakePlan plan(List<MergeInput> inputs, StepCount steps) throws IOException {
        List<Message> warnings = new ArrayList<>();
        for (MergeInput input : inputs) {
            RepeatedLayers repeats = new RepeatedLayers();
            RepeatedModules known = RepeatedModules.of(input.checkpoint(), input.adapter(), Optional.of(locator));
            warnings.addAll(known.warnings());
            for (AdapterModule module : input.adapter().modules()) {
                steps.next(Message.of("export.bake.planning", module.address()));
                if (known.contains(module)) {
                    continue;
                }
                List<BaseTarget> targets = BaseTarget.of(locator, module);
                boolean parameter = addParameter(new ModuleChange(input.checkpoint(), module), input.strength());
                if (targets.isEmpty() && !parameter) {
                    unmatched.add(module.address());
                }
                for (BaseTarget target : targets) {
                    add(new ModuleChange(input.checkpoint(), module), input.strength(), target, repeats);
                }
            }
        }
        if (baked.isEmpty()) {
            throw new ExportException(Message.of("export.bake.nothingFits", inputs.getFirst().checkpoint().path(), base.path()));
        }
        for (StoredTensor tensor : base.tensors().values()) {
            refuseUnwritable(tensor);
        }
        warn(warnings, "export.bake.warning.unmatched", unmatched);
        warn(warnings, "export.bake.warning.unsupported", unsupported);
        warn(warnings, "export.bake.warning.repeated", repeated);
        return new BakePlan(baked, dtype, warnings);
    }

    private static void warn(List<Message> warnings, String key, Set<String> names) {
        if (!names.isEmpty()) {
            warnings.add(Message.of(key, names.size(), names.iterator().next()));
        }
    }

    private void add(ModuleChange change, double strength, BaseTarget target, RepeatedLayers repeats) throws IOException {
        AdapterModule module = change.module();
        if (change.isLowRank() && repeats.isRepeat(change, target)) {
            repeated.add(module.address());
            return;
        }
        if (change.isLowRank()) {
            addLayer(change, strength, target);
        }
        for (Part part : module.parts().keySet()) {
            Optional<Difference> difference = module.form().difference(part);
            if (difference.isPresent()) {
                addDifference(change, part, strength, difference.get(), target);
            } else if (!change.isFactor(part) && !BESIDE.contains(part)) {
                unsupported.add(module.address());
            }
        }
    }

    /** Adds the difference of a parameter that is no layer's weight. False if the module has none, or the base lacks the parameter. */
    private boolean addParameter(ModuleChange change, double strength) throws IOException {
        Optional<Part> part = parameters.part(change.module());
        Optional<String> name = part.flatMap(one -> parameters.name(change.module(), one));
        Optional<StoredTensor> changed = name.flatMap(base::tensor);
        if (changed.isEmpty()) {
            return false;
        }
        TensorData difference = change.data(part.orElseThrow());
        Shape wanted = changed.get().info().shape();
        if (!difference.shape().equals(wanted)) {
            throw new ExportException(Message.of(
                    "export.bake.sizes", change.checkpoint().path(), change.module().address(), difference.shape(), wanted));
        }
        put(name.orElseThrow(), new DifferenceShare(change.module().address(), difference, strength, false));
        return true;
    }

    private void addLayer(ModuleChange change, double strength, BaseTarget target) throws IOException {
        AdapterModule module = change.module();
        Optional<MagnitudeAxis> axis = module.magnitudeAxis().filter(one -> module.isDora());
        if (module.isDora() && axis.filter(one -> one != MagnitudeAxis.UNCLEAR).isEmpty()) {
            throw new ExportException(Message.of("export.bake.magnitude", change.checkpoint().path(), module.address()));
        }
        if (!target.isWhole() && axis.filter(one -> one == MagnitudeAxis.INPUT).isPresent()) {
            throw new ExportException(
                    Message.of("export.bake.magnitudeOfRows", change.checkpoint().path(), module.address(), target.module().name()));
        }
        Shape weight = target.change();
        LayerShare share = new LayerShare(change, strength);
        LayerChange read = change.read();
        if (read.outputs() != weight.size(0) || (long) read.outputs() * read.inputs() != weight.elements()) {
            throw new ExportException(Message.of(
                    "export.bake.sizes", change.checkpoint().path(), module.address(), read.outputs() + " × " + read.inputs(), weight));
        }
        put(target.module().name() + WEIGHT, target.isWhole() ? share : new RowsShare(share, target.runs()));
    }

    private void addDifference(ModuleChange change, Part part, double strength, Difference difference, BaseTarget target)
            throws IOException {
        String tensor = target.module().name() + difference.tensor();
        Optional<StoredTensor> changed = base.tensor(tensor);
        if (changed.isEmpty()) {
            unsupported.add(change.module().address());
            return;
        }
        Shape found = change.data(part).shape();
        Shape whole = changed.get().info().shape();
        Shape wanted = target.isWhole() || whole.dimensions() == 0 ? whole : whole.with(0, target.change().size(0));
        if (found.elements() != wanted.elements() || found.dimensions() == 0 || found.size(0) != wanted.size(0)) {
            throw new ExportException(
                    Message.of("export.bake.sizes", change.checkpoint().path(), change.module().address(), found, wanted));
        }
        double factor = difference.isScaled() ? strength * change.module().scale() : strength;
        WeightShare share = new DifferenceShare(change.module().address(), change.data(part), factor, difference.replaces());
        put(tensor, target.isWhole() ? share : new RowsShare(share, target.runs()));
    }

    private void put(String tensor, WeightShare share) throws ExportException {
        if (base.tensor(tensor).isEmpty()) {
            throw new ExportException(Message.of("export.bake.noTensor", base.path(), tensor));
        }
        baked.computeIfAbsent(tensor, name -> new ArrayList<>()).add(share);
    }

    /**
     * Refuses quantised weights and 8-bit floats, which can be read but not written, and quantised weights that cannot be read. Other
     * tensors that no adapter changes are copied.
     */
    private void refuseUnwritable(StoredTensor tensor) throws IOException {
        String name = tensor.info().name();
        DType stored = tensor.info().dtype();
        if (tensor.data() instanceof DequantisedData quantised) {
            quantised.weight().verify();
            if (dtype.isEmpty()) {
                throw new ExportException(Message.of("export.bake.chooseType", base.path(), name, quantised.weight().scheme()));
            }
        }
        boolean computed = baked.containsKey(name) || stored.isQuantised();
        if (computed && !FloatCodec.canDecode(stored)) {
            throw new ExportException(Message.of("export.quantised", name, stored));
        }
        if (computed && dtype.isEmpty() && FactorTypes.written(stored) != stored) {
            throw new ExportException(Message.of("export.bake.chooseType", base.path(), name, stored));
        }
    }
}
