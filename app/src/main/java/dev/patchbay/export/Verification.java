package dev.patchbay.export;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a written file again and compares every tensor with what was wanted.
 *
 * @param target the name it will get, for messages
 * @param onTensor told before each tensor is compared
 */
record Verification(Path target, ExportPlan plan, List<ExportData> wanted, Consumer<ExportTensor> onTensor) {

    /**
     * @return largest relative error over all tensors
     * @throws ExportException if a tensor is missing or differs: copied ones by a single bit, others by more than 1e-3
     */
    double check(Path written) throws IOException {
        CheckpointOpener opener = new CheckpointOpener(List.of(), ReadLimits.DEFAULT);
        try (Checkpoint file = new SafetensorsReader().open(written, opener)) {
            if (file.tensors().size() != wanted.size() || !file.metadata().equals(plan.metadata())) {
                throw new ExportException(Message.of("export.check.header", target));
            }
            double worst = 0;
            for (ExportData data : wanted) {
                onTensor.accept(data.tensor());
                worst = Math.max(worst, error(file.tensors(), data));
            }
            return worst;
        }
    }

    private double error(Map<String, StoredTensor> file, ExportData data) throws IOException {
        Optional<StoredTensor> stored = Optional.ofNullable(file.get(data.tensor().info().name()))
                .filter(tensor -> tensor.info().equals(data.tensor().info()));
        if (stored.isEmpty()) {
            throw new ExportException(Message.of("export.check.header", target));
        }
        double error = data.isCopy() ? copyError(stored.get(), data) : foldError(stored.get(), data);
        if (error > ScaleFold.TOLERANCE) {
            throw new ExportException(Message.of("export.check.values", target, data.tensor().info().name(), error));
        }
        return error;
    }

    private static double copyError(StoredTensor stored, ExportData data) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            boolean same = data.source().read(arena, wanted -> stored.data().bytes(arena).mismatch(wanted) < 0);
            return same ? 0 : Double.POSITIVE_INFINITY;
        }
    }

    private static double foldError(StoredTensor stored, ExportData data) throws IOException {
        return RelativeError.of(stored.data().toFloats(), data.source().toFloats(), data.tensor().factor());
    }
}
