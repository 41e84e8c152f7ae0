package dev.patchbay.export.resize;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.LowRankReport;
import dev.patchbay.export.factors.ModuleError;
import dev.patchbay.export.factors.PairOrientation;
import dev.patchbay.export.factors.ScaleFold;
import dev.patchbay.export.factors.WrittenAdapter;
import dev.patchbay.files.FileSteps;
import dev.patchbay.files.OutputFile;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.files.VerifiedOutput;
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
 * Gives an adapter another rank and leaves all else as it is: names, scale, alpha where the file keeps it, metadata. Down by the best
 * approximation, up by zeros. Pairs that lie the other way round, as MLX writes them, stay so. LoHa, LoKr, AdaLoRA
 * and three-factor convolutions become plain pairs. What has {@code adapter_config.json}
 * becomes a PEFT folder, everything else a safetensors file.
 */
public final class ResizeExport {

    private static final String PEFT_WEIGHTS = "adapter_model.safetensors";

    private final Checkpoint checkpoint;
    private final RuleSet rules;
    private final Adapter adapter;
    private final Optional<Checkpoint> base;

    private ResizeExport(Checkpoint checkpoint, Optional<Checkpoint> base, RuleSet rules) throws IOException {
        this.checkpoint = checkpoint;
        this.rules = rules;
        this.adapter = PairOrientation.straight(checkpoint, rules.apply(checkpoint.infos()), base.map(OpenedBaseModel::of));
        this.base = base;
    }

    /**
     * @throws ExportException if nothing tells which way its pairs lie
     * @throws IOException if an alpha tensor cannot be read
     */
    public static ResizeExport of(Checkpoint checkpoint) throws IOException {
        return of(checkpoint, Optional.empty(), ResizeRules.choose(checkpoint));
    }

    /**
     * Makes plain LoRA of DoRA, too: what its magnitudes do to the weights of {@code base} is approximated, and they are left out.
     *
     * @param base stays open as long as this is used; its layers tell which way pairs lie, too
     * @throws ExportException if nothing tells which way the pairs lie
     * @throws IOException if an alpha tensor cannot be read
     */
    public static ResizeExport of(Checkpoint checkpoint, Checkpoint base) throws IOException {
        return of(checkpoint, Optional.of(base), ResizeRules.choose(checkpoint));
    }

    /**
     * The same with rules to read the names by; the new file keeps the names as they are.
     *
     * @param rules neither cut nor join tensors, see {@link ResizeRules}
     * @throws ExportException if they do, or nothing tells which way the pairs lie
     * @throws IOException if an alpha tensor cannot be read
     */
    public static ResizeExport of(Checkpoint checkpoint, Optional<Checkpoint> base, RuleSet rules) throws IOException {
        ResizeRules.refuse(checkpoint, rules);
        return new ResizeExport(checkpoint, base, rules);
    }

    private static boolean isTurned(Adapter adapter) {
        return adapter.modules().stream().anyMatch(PairOrientation::isTurned);
    }

    /** As the source was read, whatever the new shapes would tell. */
    private Adapter assembleAlike(Checkpoint file) throws IOException {
        MappingResult mapping = rules.apply(file.infos());
        Adapter read = AdapterAssembler.assemble(file, mapping, OptionalDouble.empty());
        boolean alike = isTurned(read) == isTurned(adapter);
        return alike ? read : AdapterAssembler.assemble(file, PairOrientation.turned(mapping, read), OptionalDouble.empty());
    }

    /**
     * What would be written; computes every module once.
     *
     * @throws ExportException if there is nothing to resize
     * @throws dev.patchbay.lowrank.LowRankException if a module has no singular values
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public ResizePlan plan(RankChoice choice, Progress progress, Cancellation cancellation) throws IOException {
        return new ResizePlanner(checkpoint, adapter, base, choice, new StepCount(progress, cancellation, adapter.modules().size())).plan();
    }

    /**
     * Writes, reads again, and measures every module before the file gets its name.
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
        List<ModuleError> errors = output.write(
                overwrite, FileSteps.SYSTEM, steps, written -> errors(WrittenAdapter.open(output, written), target, plan, steps));
        return new LowRankReport(target, output.bytes(), errors);
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

    private List<ModuleError> errors(Checkpoint written, Path target, ResizePlan plan, StepCount steps) throws IOException {
        try (Checkpoint file = written) {
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

    /** The same for a module in the source and in the new file. */
    private static String key(AdapterModule module) {
        return module.container() + "|" + module.address() + "|" + module.piece();
    }
}
