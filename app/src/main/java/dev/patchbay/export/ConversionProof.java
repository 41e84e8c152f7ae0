package dev.patchbay.export;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.factors.ChangeReport;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.export.factors.WrittenAdapter;
import dev.patchbay.export.factors.WrittenModule;
import dev.patchbay.export.proof.ComputedTensors;
import dev.patchbay.export.proof.LoaderCheck;
import dev.patchbay.export.proof.ScaleCheck;
import dev.patchbay.files.FolderTree;
import dev.patchbay.files.VerifiedOutput;
import dev.patchbay.loader.Verdict;
import dev.patchbay.message.Message;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compares every computed tensor of a converted file with the value that the plan wants, and the change ΔW of every adapter module with the
 * source's, and asks the model of the target program's loader. Copied tensors were already compared bit for bit when the file was read
 * again.
 */
final class ConversionProof implements VerifiedOutput.Proof<ExportReport> {

    private final ExportPlan plan;
    private final Path target;
    private final Optional<BaseModel> base;
    private final VerifiedOutput output;
    private final StepCount count;
    private final ComputedTensors computed;

    /**
     * @param target final name of the file, for messages
     * @param base that the file is for
     */
    ConversionProof(ExportPlan plan, Path target, Optional<BaseModel> base, VerifiedOutput output, StepCount count) {
        this.plan = plan;
        this.target = target;
        this.base = base;
        this.output = output;
        this.count = count;
        this.computed = new ComputedTensors(plan.tensors(), target, plan.tolerance());
    }

    /** @throws ExportException if the tensor lost more than the plan allows */
    @Override
    public void tensor(String name, TensorData written) throws IOException {
        computed.check(name, written);
    }

    @Override
    public ExportReport prove(Path written) throws IOException {
        long bytes = FolderTree.bytes(written);
        if (plan.modules().isEmpty()) {
            return new ExportReport(target, plan, bytes, computed.worst(), ChangeReport.NONE, Optional.empty());
        }
        try (Checkpoint file = WrittenAdapter.open(output, written)) {
            ChangeCheck check =
                    new ChangeCheck(target, plan, computed.planned(), module -> count.next(Message.of("files.checking", module)));
            ChangeReport changes = check.check(file);
            Optional<Verdict> verdict = verdict(file);
            return new ExportReport(target, plan, bytes, computed.worst(), changes, verdict);
        }
    }

    private Optional<Verdict> verdict(Checkpoint file) throws IOException {
        Map<String, Double> scales = scales();
        if (base.isEmpty()) {
            new ScaleCheck(target, plan.target(), scales).check(file);
            return Optional.empty();
        }
        boolean untried = plan.clip().filter(clip -> clip == ClipNames.TRANSFORMERS_4).isPresent();
        return new LoaderCheck(target, plan.target(), base.get(), untried).check(file, scales);
    }

    /** The scale that the program has to find for each module: that of the source without what is multiplied into the up matrix. */
    private Map<String, Double> scales() {
        Map<String, Double> scales = new HashMap<>();
        for (WrittenModule module : plan.modules()) {
            double folded = module.up().map(computed.planned()::get).map(ExportTensor::factor).orElse(1.0);
            if (folded != 0) {
                scales.put(module.anyTensor(), module.scale() / folded);
            }
        }
        return scales;
    }
}
