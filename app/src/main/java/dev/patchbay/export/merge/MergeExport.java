package dev.patchbay.export.merge;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.BasePlaces;
import dev.patchbay.export.factors.BaseWeights;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.FactorLayout;
import dev.patchbay.export.factors.LastFactors;
import dev.patchbay.export.factors.LeftOutModules;
import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.export.factors.ModuleError;
import dev.patchbay.export.factors.ScaleFold;
import dev.patchbay.export.proof.SumPrograms;
import dev.patchbay.files.FileSteps;
import dev.patchbay.files.FolderTree;
import dev.patchbay.files.OutputFile;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.files.VerifiedOutput;
import dev.patchbay.loader.Verdict;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Writes the sum of several adapters, each at its strength, as one plain LoRA with scale 1, under canonical names or the adapters' own:
 * exact, by concatenating the factors along the rank, or as the best approximation of a given rank (truncated SVD).
 */
public final class MergeExport {

    private final List<MergeInput> inputs;
    private final LeftOutModules leftOut;
    private final Optional<BasePlaces> places;
    private final Optional<BaseModel> base;
    private final Optional<Checkpoint> weights;

    /**
     * Without a base.
     *
     * @param inputs at least one
     */
    public MergeExport(List<MergeInput> inputs) {
        this(inputs, Optional.empty(), Optional.empty());
    }

    /**
     * @param inputs at least one
     * @param base that the sum is for: modules that it lacks or has in other sizes are left out, and names of different kinds meet in it
     * @param weights of the base, on which the change of DoRA depends; must stay open while this object is used
     */
    public MergeExport(List<MergeInput> inputs, Optional<BaseModel> base, Optional<Checkpoint> weights) {
        this.leftOut = new LeftOutModules(base.map(BaseModel::name).orElse(""));
        this.places = base.map(BasePlaces::new);
        this.base = base;
        this.weights = weights;
        this.inputs = inputs.stream().map(this::fitting).toList();
    }

    private MergeInput fitting(MergeInput input) {
        return places.map(base -> base.fitting(input.adapter(), leftOut))
                .map(adapter -> new MergeInput(input.checkpoint(), adapter, input.strength()))
                .orElse(input);
    }

    /**
     * What would be written. Computes every module once.
     *
     * @param rank of every module; empty for the exact sum
     * @throws ExportException if the adapters' changes cannot be added, such as layers of different sizes
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public MergePlan plan(OptionalInt rank, Progress progress, Cancellation cancellation) throws IOException {
        long modules = inputs.stream().mapToLong(input -> input.adapter().modules().size()).sum();
        StepCount steps = new StepCount(progress, cancellation, modules);
        return new MergePlanner(inputs, leftOut, places, weights.map(BaseWeights::new), rank, steps).plan();
    }

    /**
     * Writes the output under a temporary name, reads it again, measures the error of every module, and only then gives it its name.
     *
     * @throws ExportException if the target may not be written or the check fails; nothing is left under the target's name
     * @throws java.util.concurrent.CancellationException if cancelled; likewise
     */
    public LowRankReport write(MergePlan plan, Path target, boolean overwrite, Progress progress, Cancellation cancellation)
            throws IOException {
        SourceFiles sources = new SourceFiles();
        inputs.forEach(input -> sources.add(input.checkpoint()));
        weights.ifPresent(sources::add);
        OutputFile content = new OutputFile.Safetensors("", tensors(plan), plan.metadata());
        VerifiedOutput output = VerifiedOutput.file(sources, target, content);
        StepCount steps = new StepCount(progress, cancellation, 2L * output.tensors() + plan.modules().size());
        return output.write(overwrite, FileSteps.SYSTEM, steps, written -> {
            try (Checkpoint file = output.open(written)) {
                List<ModuleError> errors = errors(file, target, plan, steps);
                List<Verdict> verdicts = base.isPresent() ? new SumPrograms(target, base.get()).check(file) : List.of();
                return new LowRankReport(target, FolderTree.bytes(written), errors, verdicts);
            }
        });
    }

    private static Map<String, TensorData> tensors(MergePlan plan) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        LastFactors last = new LastFactors();
        for (MergedModule module : plan.modules()) {
            MergedModule.Share first = module.shares().getFirst();
            FactorLayout layout = FactorLayout.of(first.change());
            tensors.put(
                    module.tensor(Part.DOWN),
                    new ComputedData(
                            module.types().down(),
                            layout.downShape(module.rank(), module.inputs()),
                            () -> last.of(module, module::factors).down().toFloats()));
            tensors.put(
                    module.tensor(Part.UP),
                    new ComputedData(
                            module.types().up(),
                            layout.upShape(module.outputs(), module.rank()),
                            () -> last.of(module, module::factors).up().toFloats()));
        }
        return tensors;
    }

    private static List<ModuleError> errors(Checkpoint file, Path target, MergePlan plan, StepCount steps) throws IOException {
        Map<String, AdapterModule> modules = new LinkedHashMap<>();
        AdapterAssembler.assemble(file, RuleSet.EMPTY.apply(file.infos()), OptionalDouble.empty())
                .modules()
                .forEach(module -> module.tensors().forEach(tensor -> modules.put(tensor.source(), module)));
        List<ModuleError> errors = new ArrayList<>();
        for (MergedModule module : plan.modules()) {
            steps.next(Message.of("files.checking", module.name()));
            AdapterModule after = modules.get(module.tensor(Part.UP));
            double error = after == null ? Double.POSITIVE_INFINITY : error(module, new ModuleChange(file, after));
            if (!(error <= module.error() * (1 + ScaleFold.TOLERANCE) + ScaleFold.TOLERANCE)) {
                throw new ExportException(Message.of("export.check.values", target, module.name(), error));
            }
            errors.add(new ModuleError(module.name(), module.rankBefore(), module.rank(), error));
        }
        return errors;
    }

    private static double error(MergedModule module, ModuleChange after) throws IOException {
        LowRankFactors exact = module.exact();
        LowRankFactors written = after.read().product(module.name());
        return exact.padded(module.rank()).equals(written) ? 0 : exact.relativeError(written);
    }
}
