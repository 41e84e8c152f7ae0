package dev.patchbay.export;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.factors.ChangeReport;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.export.factors.ModuleError;
import dev.patchbay.export.factors.ScaleFold;
import dev.patchbay.export.factors.WrittenModule;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Compares what each module of a written adapter, read as its reader will with alpha tensors, configuration and metadata, does to its layer
 * with what the source does. {@link ConversionProof} compares the file with the plan; this class compares it with the source, and so finds
 * a wrong alpha or a scale that was not written.
 *
 * @param target final name of the file, for messages
 * @param planned the plan's tensors by name
 * @param onModule gets the name of each module before it is measured
 */
record ChangeCheck(Path target, ExportPlan plan, Map<String, ExportTensor> planned, Consumer<String> onModule) {

    /**
     * @param file what was written, all tensors of which are known to be as planned
     * @throws ExportException if a module's change is further from the source's than {@link #limit}
     */
    ChangeReport check(Checkpoint file) throws IOException {
        Checkpoint wanted = wanted();
        Map<String, AdapterModule> before = byTensor(wanted);
        Map<String, AdapterModule> after = byTensor(file);
        List<ModuleError> errors = new ArrayList<>();
        Map<Algorithm, Integer> unmeasured = new EnumMap<>(Algorithm.class);
        try {
            List<Measured> measured = plan.modules().parallelStream()
                    .map(module -> measured(
                            module,
                            Optional.ofNullable(before.get(module.anyTensor())).map(read -> new ModuleChange(wanted, read)),
                            Optional.ofNullable(after.get(module.anyTensor())).map(read -> new ModuleChange(file, read))))
                    .toList();
            for (Measured one : measured) {
                one.error().ifPresentOrElse(errors::add, () -> unmeasured.merge(one.module().algorithm(), 1, Integer::sum));
                refuseOver(limit(one.module()), one);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new ChangeReport(errors, unmeasured);
    }

    /**
     * The measurement of one module.
     *
     * @param error empty where its change cannot be measured
     * @param scale that the target program will use
     */
    private record Measured(WrittenModule module, Optional<ModuleError> error, double scale) {}

    private Measured measured(WrittenModule module, Optional<ModuleChange> source, Optional<ModuleChange> read) {
        onModule.accept(module.name());
        if (source.isEmpty()) {
            // The target program's names for which Patchbay has no reader, so that no module is found under them even before writing.
            return new Measured(module, Optional.empty(), module.scale());
        }
        ModuleChange before =
                new ModuleChange(source.get().checkpoint(), source.get().module().withScale(module.scale(), ScaleSource.CHOSEN));
        try {
            ModuleChange after = read.orElseThrow(() -> new ExportException(Message.of("export.check.header", target)));
            OptionalDouble error = error(module, before, after);
            Optional<ModuleError> found = error.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ModuleError(module.name(), before.module().rank(), (int) after.module().rank(), error.getAsDouble()));
            return new Measured(module, found, after.module().scale());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source's values in the shapes and under the names of the new file, in the dtypes of the source and not yet scaled. */
    private Checkpoint wanted() {
        List<StoredTensor> tensors = new ArrayList<>();
        for (WrittenModule module : plan.modules()) {
            for (String name : module.tensors().values()) {
                Optional.ofNullable(planned.get(name))
                        .map(ExportTensor::before)
                        .map(data -> new StoredTensor(
                                new TensorInfo(name, data.dtype(), data.shape()), data, String.valueOf(plan.source())))
                        .ifPresent(tensors::add);
            }
        }
        return new Checkpoint(
                plan.source(), CheckpointFormat.SAFETENSORS, CheckpointLayout.SINGLE_FILE, tensors, Map.of(), Map.of(), List.of(),
                () -> {});
    }

    private static Map<String, AdapterModule> byTensor(Checkpoint checkpoint) throws IOException {
        Map<String, AdapterModule> modules = new HashMap<>();
        AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty())
                .modules()
                .forEach(module -> module.tensors().forEach(tensor -> modules.put(tensor.source(), module)));
        return modules;
    }

    /** Empty where the change is not a product of low rank, or has values that are not finite. */
    private OptionalDouble error(WrittenModule module, ModuleChange before, ModuleChange after) throws IOException {
        if (!before.isLowRank() || !before.module().multiplies()) {
            return OptionalDouble.empty();
        }
        if (factors(module).stream().allMatch(ExportTensor::isCopy)) {
            // The factors are known to be equal bit for bit from comparing the tensors; only the scale can differ.
            double apart = Math.abs(before.module().scale() - after.module().scale());
            return OptionalDouble.of(apart == 0 ? 0 : apart / Math.abs(before.module().scale()));
        }
        Optional<LayerChange> wanted = finite(before);
        return wanted.isPresent() ? OptionalDouble.of(LayerChange.relativeError(wanted.get(), after.read())) : OptionalDouble.empty();
    }

    private static Optional<LayerChange> finite(ModuleChange change) throws IOException {
        try {
            return Optional.of(change.read()).filter(LayerChange::isFinite);
        } catch (LowRankException noFactors) {
            return Optional.empty();
        }
    }

    /**
     * 1e-3, or, where a narrower dtype was chosen, the rounding error of all rounded factors together if that is larger: 2/256 for a pair
     * in bfloat16.
     */
    private double limit(WrittenModule module) {
        long rounded = factors(module).stream()
                .filter(tensor -> !tensor.isCopy() && tensor.info().dtype().bits() < Float.SIZE)
                .count();
        return Math.max(ScaleFold.TOLERANCE, rounded * plan.tolerance());
    }

    /** The tensors that ΔW is computed from. A bias and a magnitude are compared as tensors instead. */
    private List<ExportTensor> factors(WrittenModule module) {
        return module.tensors().entrySet().stream()
                .filter(part -> part.getKey() != Part.UP_BIAS && part.getKey() != Part.MAGNITUDE)
                .map(part -> Optional.ofNullable(planned.get(part.getValue())))
                .flatMap(Optional::stream)
                .toList();
    }

    private void refuseOver(double limit, Measured measured) throws ExportException {
        double error = measured.error().map(ModuleError::error).orElse(0.0);
        if (!(error <= limit)) {
            throw new ExportException(Message.of(
                    "export.check.change", target, plan.target().title(), measured.module().name(), error, limit, measured.scale()));
        }
    }
}
