package dev.patchbay.export.extract;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.CanonicalBase;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.LastFactors;
import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.export.factors.ModuleError;
import dev.patchbay.export.factors.ScaleFold;
import dev.patchbay.export.proof.SumPrograms;
import dev.patchbay.files.FileSteps;
import dev.patchbay.files.FolderTree;
import dev.patchbay.files.OutputFile;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.files.VerifiedOutput;
import dev.patchbay.lowrank.RankChoice;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Makes a LoRA with scale 1 of the difference of two whole models of the same names and shapes: for each weight of the denoiser the best
 * approximation of a rank (truncated SVD). One weight of each model is in memory at a time.
 */
public final class ExtractExport {

    private final ModelWeights tuned;
    private final ModelWeights base;

    /**
     * Both must stay open while this object is used.
     *
     * @param tuned after the training
     * @param base before it
     */
    public ExtractExport(Checkpoint tuned, Checkpoint base) {
        this.tuned = ModelWeights.of(tuned);
        this.base = ModelWeights.of(base);
    }

    /**
     * What would be written. Reads every weight of both models once.
     *
     * @throws ExportException if no weight is in both models, or none differs
     * @throws dev.patchbay.lowrank.LowRankException if a difference is no number, or a weight too large
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public ExtractPlan plan(RankChoice choice, Progress progress, Cancellation cancellation) throws IOException {
        StepCount steps = new StepCount(progress, cancellation, base.model().main().modules().size());
        return new ExtractPlanner(tuned, base, choice, steps).plan();
    }

    /**
     * Writes the output under a temporary name, reads it again, measures the error of every module, and only then gives it its name.
     *
     * @throws ExportException if the target may not be written or the check fails; nothing is left under the target's name
     * @throws java.util.concurrent.CancellationException if cancelled; likewise
     */
    public LowRankReport write(ExtractPlan plan, Path target, boolean overwrite, Progress progress, Cancellation cancellation)
            throws IOException {
        SourceFiles sources = new SourceFiles().add(tuned.source()).add(base.source());
        VerifiedOutput output =
                VerifiedOutput.file(sources, target, new OutputFile.Safetensors("", tensors(plan), plan.metadata()));
        StepCount steps = new StepCount(progress, cancellation, 2L * output.tensors() + plan.modules().size());
        BaseModel model = CanonicalBase.of(base.model()).orElse(base.model());
        return output.write(overwrite, FileSteps.SYSTEM, steps, written -> {
            try (Checkpoint file = output.open(written)) {
                List<ModuleError> errors = errors(file, target, plan, steps);
                return new LowRankReport(target, FolderTree.bytes(written), errors, new SumPrograms(target, model).check(file));
            }
        });
    }

    private static Map<String, TensorData> tensors(ExtractPlan plan) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        LastFactors last = new LastFactors();
        for (ExtractedModule module : plan.modules()) {
            tensors.put(module.layout().down(), new ComputedData(
                    module.types().down(),
                    module.layout().downShape(module.rank(), module.inputs()),
                    () -> last.of(module, module::factors).down().toFloats()));
            tensors.put(module.layout().up(), new ComputedData(
                    module.types().up(),
                    module.layout().upShape(module.outputs(), module.rank()),
                    () -> last.of(module, module::factors).up().toFloats()));
        }
        return tensors;
    }

    private static List<ModuleError> errors(Checkpoint file, Path target, ExtractPlan plan, StepCount steps) throws IOException {
        Map<String, AdapterModule> modules = new HashMap<>();
        AdapterAssembler.assemble(file, RuleSet.EMPTY.apply(file.infos()), OptionalDouble.empty())
                .modules()
                .forEach(module -> module.tensors().forEach(tensor -> modules.put(tensor.source(), module)));
        List<ModuleError> errors = new ArrayList<>();
        for (ExtractedModule module : plan.modules()) {
            steps.next(Message.of("files.checking", module.module()));
            AdapterModule after = modules.get(module.layout().up());
            double error = after == null
                    ? Double.POSITIVE_INFINITY
                    : module.change().relativeError(new ModuleChange(file, after).read().product(module.module()));
            if (!(error <= module.error() * (1 + ScaleFold.TOLERANCE) + ScaleFold.TOLERANCE)) {
                throw new ExportException(Message.of("export.check.values", target, module.module(), error));
            }
            errors.add(new ModuleError(module.module(), Math.min(module.outputs(), module.inputs()), module.rank(), error));
        }
        return errors;
    }
}
