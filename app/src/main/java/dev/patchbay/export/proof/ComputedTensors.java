package dev.patchbay.export.proof;

import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.RelativeError;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares each tensor that an export computed with what the plan wants. Copies were compared bit for bit when the file was read again.
 */
public final class ComputedTensors {

    private final Map<String, ExportTensor> planned;
    private final Path target;
    private final double tolerance;
    private double worst;

    /**
     * @param target final name of the file, for messages
     * @param tolerance largest relative error of a tensor
     */
    public ComputedTensors(List<ExportTensor> planned, Path target, double tolerance) {
        this.planned = planned.stream().collect(Collectors.toMap(tensor -> tensor.info().name(), Function.identity()));
        this.target = target;
        this.tolerance = tolerance;
    }

    /** @throws ExportException if the tensor lost more than is allowed, or how much it lost is no number */
    public void check(String name, TensorData written) throws IOException {
        ExportTensor wanted = planned.get(name);
        if (wanted == null || wanted.isCopy()) {
            return;
        }
        double error = RelativeError.of(written, wanted.before(), wanted.factor());
        if (!(error <= tolerance)) {
            throw new ExportException(Message.of("export.check.values", target, name, error));
        }
        worst = Math.max(worst, error);
    }

    /** The tensors of the plan by name. */
    public Map<String, ExportTensor> planned() {
        return planned;
    }

    /** The largest relative error of those that were compared. */
    public double worst() {
        return worst;
    }
}
