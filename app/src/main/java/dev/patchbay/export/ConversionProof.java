package dev.patchbay.export;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.export.factors.ChangeReport;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.export.factors.WrittenAdapter;
import dev.patchbay.files.VerifiedOutput;
import dev.patchbay.message.Message;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.RelativeError;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares every computed tensor of a converted file with the value that the plan wants, and the change ΔW of every adapter module with the
 * source's. Copied tensors were already compared bit for bit when the file was read again.
 */
final class ConversionProof implements VerifiedOutput.Proof<ExportReport> {

    private final ExportPlan plan;
    private final Path target;
    private final VerifiedOutput output;
    private final StepCount count;
    private final Map<String, ExportTensor> planned;
    private double worst;

    /** @param target final name of the file, for messages */
    ConversionProof(ExportPlan plan, Path target, VerifiedOutput output, StepCount count) {
        this.plan = plan;
        this.target = target;
        this.output = output;
        this.count = count;
        this.planned = plan.tensors().stream().collect(Collectors.toMap(tensor -> tensor.info().name(), Function.identity()));
    }

    /** @throws ExportException if the tensor lost more than the plan allows */
    @Override
    public void tensor(String name, TensorData written) throws IOException {
        ExportTensor wanted = planned.get(name);
        if (wanted == null || wanted.isCopy()) {
            return;
        }
        double error = RelativeError.of(written, wanted.before(), wanted.factor());
        if (error > plan.tolerance()) {
            throw new ExportException(Message.of("export.check.values", target, name, error));
        }
        worst = Math.max(worst, error);
    }

    @Override
    public ExportReport prove(Path written) throws IOException {
        return new ExportReport(target, plan, size(written), worst, changes(written));
    }

    private ChangeReport changes(Path written) throws IOException {
        if (plan.modules().isEmpty()) {
            return ChangeReport.NONE;
        }
        try (Checkpoint file = WrittenAdapter.open(output, written)) {
            return new ChangeCheck(target, plan, planned, module -> count.next(Message.of("files.checking", module))).check(file);
        }
    }

    private static long size(Path written) throws IOException {
        try (Stream<Path> files = Files.walk(written)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
