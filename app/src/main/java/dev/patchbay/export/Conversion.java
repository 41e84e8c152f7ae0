package dev.patchbay.export;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.adapter.AdapterPlanner;
import dev.patchbay.export.adapter.ExportOptions;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.adapter.Untouched;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.files.FileSteps;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.files.VerifiedOutput;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.StepCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Converts an adapter, or a full model, to the names that another program reads.
 *
 * <p>The rules of the mapping lead to the canonical names, those of diffusers; the target program's names are made from these. A checkpoint
 * without an adapter module is a full model.
 */
public final class Conversion {

    private final Checkpoint checkpoint;
    private final MappingResult mapping;
    private final Adapter adapter;
    private final Optional<BaseModel> base;
    private final Optional<Checkpoint> weights;
    private final Optional<Untouched> untouched;
    private final Program target;

    /** For diffusers, without a base. */
    public Conversion(Checkpoint checkpoint, MappingResult mapping, Adapter adapter) {
        this(checkpoint, mapping, adapter, Optional.empty(), Program.DIFFUSERS);
    }

    /**
     * @param base model that the file is for: modules that it lacks or has with other sizes are left out, names without a component
     *     get that of its denoiser, and its family decides the target's names
     */
    public Conversion(Checkpoint checkpoint, MappingResult mapping, Adapter adapter, Optional<BaseModel> base, Program target) {
        this(checkpoint, mapping, adapter, base, Optional.empty(), Optional.empty(), target);
    }

    private Conversion(
            Checkpoint checkpoint, MappingResult mapping, Adapter adapter, Optional<BaseModel> base, Optional<Checkpoint> weights,
            Optional<Untouched> untouched, Program target) {
        this.checkpoint = checkpoint;
        this.mapping = mapping;
        this.adapter = adapter;
        this.base = base;
        this.weights = weights;
        this.untouched = untouched;
        this.target = target;
    }

    /**
     * The same with the values of the base, from which DoRA's magnitudes follow where only some pairs have them.
     *
     * @param weights must stay open while the export is planned and written
     */
    public Conversion with(Optional<Checkpoint> weights) {
        return new Conversion(checkpoint, mapping, adapter, base, weights, untouched, target);
    }

    /**
     * The same where it is known already what programs do with the file as it is.
     *
     * @param known against the same base
     */
    public Conversion with(Untouched known) {
        return new Conversion(checkpoint, mapping, adapter, base, weights, Optional.of(known), target);
    }

    /** {@link #plan(ExportOptions)} with {@link ExportOptions#NONE}. */
    public ExportPlan plan() throws IOException {
        return plan(ExportOptions.NONE);
    }

    /**
     * What would be written. Reads only the values that are needed to choose how the scale is written and to hash the source.
     *
     * @throws ExportException if there is nothing to write, or the target has no names for it; the message says which
     */
    public ExportPlan plan(ExportOptions options) throws IOException {
        refuseBrokenRules();
        return isModel() ? ofModel(options).plan() : ofAdapter(options).plan();
    }

    /**
     * How many tensors {@link #plan()} lists, counted without reading the values to write.
     *
     * @throws ExportException as {@link #plan(ExportOptions)}
     */
    public int count() throws IOException {
        refuseBrokenRules();
        return isModel() ? ofModel(ExportOptions.NONE).count() : ofAdapter(ExportOptions.NONE).count();
    }

    /**
     * What the target program would do with the file that {@link #plan()} describes: its names, shapes and metadata go through the model of
     * the program's loader, and nothing is written.
     *
     * @param model that the program has loaded
     */
    public ExportedVerdict verdict(BaseModel model) throws IOException {
        try {
            refuseBrokenRules();
            AdapterPlanner.Outline outline = ofAdapter(ExportOptions.NONE).outline();
            Checkpoint file = outline.file();
            MappingResult names = RuleSet.EMPTY.apply(file.infos());
            AdapterFit fit = new AdapterFit(file, names, AdapterFit.named(file, names), model, Expectation.NONE);
            return ExportedVerdict.of(target.verdict(fit).orElseThrow(), outline.arrival());
        } catch (ExportException e) {
            return ExportedVerdict.refused(target, e.explanation());
        }
    }

    /**
     * What every program that is modelled would do with the file that this plan writes, whichever it is for; empty for a full model.
     *
     * @param model that the programs have loaded
     * @param out where the file will lie
     * @throws ExportException as {@link #plan(ExportOptions)}
     */
    public List<Verdict> readers(ExportOptions options, BaseModel model, Path out) throws IOException {
        if (isModel()) {
            return List.of();
        }
        Checkpoint outline = ofAdapter(options).outline().file();
        Checkpoint file = new Checkpoint(
                out, outline.format(), outline.layout(), outline.tensors().values(), outline.metadata(), outline.companions(),
                outline.warnings(), () -> {});
        MappingResult names = RuleSet.EMPTY.apply(file.infos());
        return Program.verdicts(new AdapterFit(file, names, AdapterFit.named(file, names), model, Expectation.NONE));
    }

    private void refuseBrokenRules() throws ExportException {
        if (!mapping.problems().isEmpty()) {
            throw new ExportException(Message.of("export.ruleProblem", mapping.problems().getFirst().message()));
        }
    }

    private ModelPlanner ofModel(ExportOptions options) {
        return new ModelPlanner(checkpoint, mapping, base, target, options);
    }

    private AdapterPlanner ofAdapter(ExportOptions options) {
        return new AdapterPlanner(checkpoint, mapping, adapter, base, weights, untouched, target, options);
    }

    /** True if the mapped tensors look like layers of a model. A file without any, such as a single embedding, is not converted. */
    private boolean isModel() {
        return adapter.modules().isEmpty()
                && mapping.tensors().stream().filter(tensor -> tensor.info().shape().dimensions() >= 2).count() > 1;
    }

    /**
     * Writes the plan under a temporary name beside {@code out}, reads it again, and only then gives it the name. Progress counts every
     * tensor twice, when it is written and when it is compared, and every module of an adapter when its change is measured.
     *
     * @param out a file, or a folder for PEFT, a full model of diffusers and SAT; the suffix decides where the target program reads more
     *     than one kind
     * @param overwrite whether an existing file may be replaced; a source, and a folder with files in it, never is
     * @throws ExportException if the target may not be written or the check fails; nothing is left under the target's name
     * @throws java.util.concurrent.CancellationException if cancelled; likewise
     */
    public ExportReport write(ExportPlan plan, Path out, boolean overwrite, Progress progress, Cancellation cancellation)
            throws IOException {
        return write(plan, out, overwrite, FileSteps.SYSTEM, progress, cancellation);
    }

    ExportReport write(ExportPlan plan, Path out, boolean overwrite, FileSteps steps, Progress progress, Cancellation cancellation)
            throws IOException {
        SourceFiles sources = new SourceFiles().add(checkpoint);
        base.flatMap(BaseModel::folder).ifPresent(sources::add);
        weights.ifPresent(sources::add);
        VerifiedOutput output = OutputFiles.of(plan, out, sources);
        StepCount count = new StepCount(progress, cancellation, 2L * output.tensors() + plan.modules().size());
        return output.write(overwrite, steps, count, new ConversionProof(plan, out, base, output, count));
    }
}
