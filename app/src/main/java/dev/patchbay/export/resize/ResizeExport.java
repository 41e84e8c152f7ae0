package dev.patchbay.export.resize;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.Arrival;
import dev.patchbay.export.factors.BasePlaces;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.LeftOutModules;
import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.export.factors.ModuleError;
import dev.patchbay.export.factors.PairOrientation;
import dev.patchbay.export.factors.ScaleFold;
import dev.patchbay.export.factors.WrittenAdapter;
import dev.patchbay.export.proof.KeptPrograms;
import dev.patchbay.files.FileSteps;
import dev.patchbay.files.FolderTree;
import dev.patchbay.files.OutputFile;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.files.VerifiedOutput;
import dev.patchbay.loader.Verdict;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.RankChoice;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.StepCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gives an adapter another rank and keeps everything else: names, scale, alpha tensors, metadata. A smaller rank is the best approximation
 * (truncated SVD), a larger one is padded with zeros. Transposed pairs, as MLX writes them, stay transposed. LoHa, LoKr, AdaLoRA and
 * three-factor convolutions become plain pairs. A source with {@code adapter_config.json} becomes a PEFT folder, any other a safetensors
 * file.
 */
public final class ResizeExport {

    private static final String PEFT_WEIGHTS = "adapter_model.safetensors";

    private final Checkpoint checkpoint;
    private final RuleSet rules;
    private final Adapter adapter;
    private final Adapter whole;
    private final LeftOutModules leftOut;
    private final Optional<BaseModel> model;
    private final Optional<Checkpoint> base;

    private ResizeExport(Checkpoint checkpoint, Optional<BaseModel> model, Optional<Checkpoint> base, RuleSet rules) throws IOException {
        this.checkpoint = checkpoint;
        this.rules = rules;
        this.whole = PairOrientation.straight(checkpoint, rules.apply(checkpoint.infos()), model);
        this.leftOut = new LeftOutModules(model.map(BaseModel::name).orElse(""));
        this.adapter = model.map(one -> new BasePlaces(one).fitting(whole, leftOut)).orElse(whole);
        this.model = model;
        this.base = base;
        if (adapter.modules().isEmpty()) {
            leftOut.refuse(checkpoint.path());
        }
    }

    /**
     * @throws ExportException if the orientation of its pairs cannot be told
     * @throws IOException if an alpha tensor cannot be read
     */
    public static ResizeExport of(Checkpoint checkpoint) throws IOException {
        return of(checkpoint, Optional.empty(), Optional.empty(), ResizeRules.choose(checkpoint));
    }

    /**
     * Also turns DoRA into plain LoRA: the effect of the magnitudes on the weights of {@code base} becomes part of the approximated change,
     * and the magnitudes are left out.
     *
     * @param base must stay open while this object is used; its layers' sizes also decide the orientation of pairs
     * @throws ExportException if the orientation of the pairs cannot be told
     * @throws IOException if an alpha tensor cannot be read
     */
    public static ResizeExport of(Checkpoint checkpoint, Checkpoint base) throws IOException {
        return of(checkpoint, Optional.of(OpenedBaseModel.of(base)), Optional.of(base), ResizeRules.choose(checkpoint));
    }

    /**
     * The same with rules that map the names for reading; the new file keeps the stored names.
     *
     * @param model that the file is for: modules that it lacks or has in other sizes are left out
     * @param base its weights, if they are at hand
     * @param rules must not split or fuse tensors, see {@link ResizeRules}
     * @throws ExportException if they do, the orientation of the pairs cannot be told, or the model has no place for any module
     * @throws IOException if an alpha tensor cannot be read
     */
    public static ResizeExport of(Checkpoint checkpoint, Optional<BaseModel> model, Optional<Checkpoint> base, RuleSet rules)
            throws IOException {
        ResizeRules.refuse(checkpoint, rules);
        return new ResizeExport(checkpoint, model, base, rules);
    }

    /** How many of the adapter's modules, whose names stay as they are, the base has. */
    public Arrival arrival(BaseModel model) {
        return Arrival.of(model, List.of(whole));
    }

    private static boolean isTurned(Adapter adapter) {
        return adapter.modules().stream().anyMatch(PairOrientation::isTurned);
    }

    /** Reads the written file in the orientation of the source: the new shapes could suggest another. */
    private Adapter assembleAlike(Checkpoint file) throws IOException {
        MappingResult mapping = rules.apply(file.infos());
        Adapter read = AdapterAssembler.assemble(file, mapping, OptionalDouble.empty());
        boolean alike = isTurned(read) == isTurned(adapter);
        return alike ? read : AdapterAssembler.assemble(file, PairOrientation.turned(mapping, read), OptionalDouble.empty());
    }

    /**
     * What would be written. Computes every module once.
     *
     * @throws ExportException if there is nothing to resize
     * @throws dev.patchbay.lowrank.LowRankException if a module has no singular values
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public ResizePlan plan(RankChoice choice, Progress progress, Cancellation cancellation) throws IOException {
        StepCount steps = new StepCount(progress, cancellation, adapter.modules().size());
        return new ResizePlanner(checkpoint, adapter, leftOut, base, choice, steps).plan();
    }

    /**
     * Writes the output under a temporary name, reads it again, measures the error of every module, and only then gives it its name.
     *
     * @throws ExportException if the target may not be written or the check fails; nothing is left under the target's name
     * @throws java.util.concurrent.CancellationException if cancelled; likewise
     */
    public LowRankReport write(ResizePlan plan, Path target, boolean overwrite, Progress progress, Cancellation cancellation)
            throws IOException {
        SourceFiles sources = new SourceFiles().add(checkpoint);
        base.ifPresent(sources::add);
        VerifiedOutput output = output(sources, target, new ResizeContent(checkpoint, adapter, plan));
        StepCount steps = new StepCount(progress, cancellation, 2L * output.tensors() + plan.modules().size());
        Optional<KeptPrograms> programs = model.isPresent() ? Optional.of(KeptPrograms.of(checkpoint, model.get())) : Optional.empty();
        return output.write(overwrite, FileSteps.SYSTEM, steps, written -> {
            try (Checkpoint file = WrittenAdapter.open(output, written)) {
                List<ModuleError> errors = errors(file, target, plan, steps);
                List<Verdict> verdicts = programs.isPresent() ? programs.get().check(target, file) : List.of();
                return new LowRankReport(target, FolderTree.bytes(written), errors, verdicts);
            }
        });
    }

    private static VerifiedOutput output(SourceFiles sources, Path target, ResizeContent content) throws ExportException {
        Optional<String> config = content.config();
        if (config.isEmpty()) {
            return VerifiedOutput.file(sources, target, new OutputFile.Safetensors("", content.tensors(), content.metadata()));
        }
        if (String.valueOf(target.getFileName()).endsWith(".safetensors")) {
            throw new ExportException(Message.of("export.resize.folderWanted", target));
        }
        return VerifiedOutput.folder(sources, target, List.of(
                new OutputFile.Safetensors(PEFT_WEIGHTS, content.tensors(), content.metadata()),
                new OutputFile.Text(Declarations.CONFIG_FILE, config.get())));
    }

    private List<ModuleError> errors(Checkpoint file, Path target, ResizePlan plan, StepCount steps) throws IOException {
        Map<String, AdapterModule> modules = new HashMap<>();
        assembleAlike(file).modules().forEach(module -> modules.put(key(module), module));
        List<ModuleError> errors = new ArrayList<>();
        for (ResizedModule module : plan.modules()) {
            steps.next(Message.of("files.checking", module.name()));
            Optional<AdapterModule> after = Optional.ofNullable(modules.get(key(module.change().module())));
            double error = after.isPresent() ? error(module, new ModuleChange(file, after.get())) : Double.POSITIVE_INFINITY;
            if (!(error <= module.error() * (1 + ScaleFold.TOLERANCE) + ScaleFold.TOLERANCE)) {
                throw new ExportException(Message.of("export.check.values", target, module.name(), error));
            }
            errors.add(new ModuleError(module.name(), module.rankBefore(), module.rank(), error));
        }
        return errors;
    }

    private static double error(ResizedModule module, ModuleChange after) throws IOException {
        if (!(after.readAsStored() instanceof LowRankFactors written)) {
            return Double.POSITIVE_INFINITY;
        }
        LayerChange before = module.source().read();
        if (before instanceof LowRankFactors pair && pair.padded(module.rank()).equals(written)) {
            return 0;
        }
        return before.relativeError(written);
    }

    /** Equal for a module of the source and the same module of the new file. */
    private static String key(AdapterModule module) {
        return module.container() + "|" + module.address() + "|" + module.piece();
    }
}
