package dev.patchbay.export.bake;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.adapter.effect.WeightShare;
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
import dev.patchbay.export.factors.RealScales;
import dev.patchbay.export.factors.RepeatedLayers;
import dev.patchbay.export.factors.RepeatedModules;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
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

    private final Checkpoint base;
    private final ModuleLocator locator;
    private final ModuleShares shares;
    private final Optional<DType> dtype;
    private final Map<String, List<WeightShare>> baked = new LinkedHashMap<>();
    private final Set<String> unmatched = new LinkedHashSet<>();
    private final Set<String> unsupported = new LinkedHashSet<>();
    private final Set<String> repeated = new LinkedHashSet<>();

    BakePlanner(Checkpoint base, BaseModel model, Optional<DType> dtype) {
        this.base = base;
        this.locator = new ModuleLocator(model);
        this.shares = new ModuleShares(model.main(), new BaseParameters(model));
        this.dtype = dtype;
    }

    BakePlan plan(List<MergeInput> inputs, StepCount steps) throws IOException {
        List<Message> warnings = new ArrayList<>();
        for (MergeInput input : inputs) {
            RealScales.demand(input.checkpoint().path(), input.adapter().modules());
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
            for (MappedTensor tensor : input.adapter().leftovers()) {
                Optional<TensorShare> share = shares.saved(input.checkpoint(), tensor);
                if (share.isPresent()) {
                    put(share.get().at(input.strength()));
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
        ModuleShares.Found found = shares.of(change, target);
        if (change.isLowRank()) {
            demandSize(change, target);
        }
        for (TensorShare share : found.shares()) {
            put(share.at(strength));
        }
        if (!found.whole()) {
            unsupported.add(module.address());
        }
    }

    /** Adds the difference of a parameter that is no layer's weight. False if the module has none, or the base lacks the parameter. */
    private boolean addParameter(ModuleChange change, double strength) throws IOException {
        Optional<TensorShare> share = shares.parameter(change);
        if (share.isPresent()) {
            put(share.get().at(strength));
        }
        return share.isPresent();
    }

    private static void demandSize(ModuleChange change, BaseTarget target) throws IOException {
        Shape weight = target.change();
        LayerChange read = change.read();
        if (read.outputs() != weight.size(0) || (long) read.outputs() * read.inputs() != weight.elements()) {
            throw new ExportException(Message.of(
                    "export.bake.sizes",
                    change.checkpoint().path(),
                    change.module().address(),
                    read.outputs() + " × " + read.inputs(),
                    weight));
        }
    }

    private void put(TensorShare share) throws ExportException {
        if (base.tensor(share.tensor()).isEmpty()) {
            throw new ExportException(Message.of("export.bake.noTensor", base.path(), share.tensor()));
        }
        baked.computeIfAbsent(share.tensor(), name -> new ArrayList<>()).add(share.share());
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
