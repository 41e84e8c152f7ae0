package dev.patchbay.export.edit;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ScaleFold;
import dev.patchbay.export.factors.WrittenAdapter;
import dev.patchbay.export.proof.ComputedTensors;
import dev.patchbay.export.proof.KeptPrograms;
import dev.patchbay.files.FileSteps;
import dev.patchbay.files.FolderTree;
import dev.patchbay.files.OutputFile;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.files.VerifiedOutput;
import dev.patchbay.loader.Verdict;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Writes an adapter again with other metadata, without some of its modules, or with some of them stronger or weaker. Names stay, and so do
 * the bytes of every tensor that no strength concerns. A source with {@code adapter_config.json} becomes a PEFT folder, any other a
 * safetensors file.
 */
public final class EditExport {

    private static final String PEFT_WEIGHTS = "adapter_model.safetensors";

    private final Checkpoint checkpoint;
    private final RuleSet rules;
    private final Optional<BaseModel> base;
    private final Adapter adapter;

    /**
     * @param rules by which the names are read; the new file keeps the stored ones
     * @param base that the file is for: the programs that take the source have to take what is left of it
     * @throws IOException if an alpha tensor cannot be read
     */
    public EditExport(Checkpoint checkpoint, RuleSet rules, Optional<BaseModel> base) throws IOException {
        this.checkpoint = checkpoint;
        this.rules = rules;
        this.base = base;
        this.adapter = AdapterAssembler.assemble(checkpoint, rules.apply(checkpoint.infos()), OptionalDouble.empty());
    }

    /**
     * What would be written.
     *
     * @throws ExportException if a pattern matches nothing, no module is left, a strength cannot be given, or a value is no number
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public EditPlan plan(EditWishes wishes, Progress progress, Cancellation cancellation) throws IOException {
        StepCount steps = new StepCount(progress, cancellation, checkpoint.tensors().size());
        return new EditPlanner(checkpoint, adapter, wishes, steps).plan();
    }

    /**
     * Writes the output under a temporary name, reads it again, and only then gives it its name.
     *
     * @throws ExportException if the target may not be written or the check fails; nothing is left under the target's name
     * @throws java.util.concurrent.CancellationException if cancelled; likewise
     */
    public EditReport write(EditPlan plan, Path target, boolean overwrite, Progress progress, Cancellation cancellation)
            throws IOException {
        VerifiedOutput output = output(plan, target);
        StepCount steps = new StepCount(progress, cancellation, 2L * output.tensors() + 1);
        Optional<KeptPrograms> programs = programs(plan);
        return output.write(overwrite, FileSteps.SYSTEM, steps, new Proof(plan, target, output, programs));
    }

    private Optional<KeptPrograms> programs(EditPlan plan) throws IOException {
        if (base.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(plan.isComplete() ? KeptPrograms.of(checkpoint, base.get()) : KeptPrograms.ofSome(checkpoint, base.get()));
    }

    private VerifiedOutput output(EditPlan plan, Path target) throws ExportException {
        SourceFiles sources = new SourceFiles().add(checkpoint);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        plan.tensors().forEach(tensor -> tensors.put(tensor.info().name(), tensor.values()));
        if (plan.config().isEmpty()) {
            return VerifiedOutput.file(sources, target, new OutputFile.Safetensors("", tensors, plan.metadata()));
        }
        if (String.valueOf(target.getFileName()).endsWith(".safetensors")) {
            throw new ExportException(Message.of("export.resize.folderWanted", target));
        }
        return VerifiedOutput.folder(sources, target, List.of(
                new OutputFile.Safetensors(PEFT_WEIGHTS, tensors, plan.metadata()),
                new OutputFile.Text(Declarations.CONFIG_FILE, plan.config().get())));
    }

    /** Scaled tensors hold what is wanted; each module has the scale it had; programs take it as they took the source. */
    private final class Proof implements VerifiedOutput.Proof<EditReport> {

        private final EditPlan plan;
        private final Path target;
        private final VerifiedOutput output;
        private final Optional<KeptPrograms> programs;
        private final ComputedTensors computed;

        Proof(EditPlan plan, Path target, VerifiedOutput output, Optional<KeptPrograms> programs) {
            this.plan = plan;
            this.target = target;
            this.output = output;
            this.programs = programs;
            this.computed = new ComputedTensors(plan.tensors(), target, ScaleFold.TOLERANCE);
        }

        @Override
        public void tensor(String name, TensorData written) throws IOException {
            computed.check(name, written);
        }

        @Override
        public EditReport prove(Path written) throws IOException {
            try (Checkpoint file = WrittenAdapter.open(output, written)) {
                refuseOtherScales(file);
                List<Verdict> verdicts = programs.isPresent() ? programs.get().check(target, file) : List.of();
                return new EditReport(target, FolderTree.bytes(written), computed.worst(), verdicts);
            }
        }

        private void refuseOtherScales(Checkpoint file) throws IOException {
            Map<Set<String>, AdapterModule> read = new HashMap<>();
            AdapterAssembler.assemble(file, rules.apply(file.infos()), OptionalDouble.empty()).modules()
                    .forEach(module -> read.put(NamedPiece.of(module).tensors(), module));
            for (AdapterModule module : plan.kept()) {
                NamedPiece piece = NamedPiece.of(module);
                Optional<AdapterModule> after = Optional.ofNullable(read.get(piece.tensors()));
                if (after.filter(one -> one.scale() == module.scale()).isEmpty()) {
                    String found = after.map(one -> Double.toString(one.scale())).orElse("-");
                    throw new ExportException(Message.of("export.edit.otherScale", target, piece.name(), found, module.scale()));
                }
            }
        }
    }
}
