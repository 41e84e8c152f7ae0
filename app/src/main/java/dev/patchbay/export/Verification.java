package dev.patchbay.export;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.checkpoint.torch.TorchReader;
import dev.patchbay.export.target.ExportPlan;
import dev.patchbay.files.ExportException;
import dev.patchbay.files.ExportTensor;
import dev.patchbay.files.OutputFile;
import dev.patchbay.files.RelativeError;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads written files again and compares every tensor with what was wanted.
 *
 * @param target the name they will get, for messages
 * @param onTensor told before each tensor is compared
 */
record Verification(Path target, ExportPlan plan, OutputFiles outputs, Consumer<ExportTensor> onTensor) {

    /**
     * @param written the file or the folder under its temporary name
     * @return largest relative error over all tensors
     * @throws ExportException if a tensor is missing or differs: copied ones by a single bit, others by more than the plan allows
     */
    double check(Path written) throws IOException {
        double worst = 0;
        for (OutputFile file : outputs.files()) {
            Path path = outputs.folder() ? written.resolve(file.name()) : written;
            worst = Math.max(worst, switch (file) {
                case OutputFile.Safetensors(String _, List<ExportTensor> tensors, Map<String, String> metadata) ->
                    check(path, new SafetensorsReader(), tensors, Optional.of(metadata));
                case OutputFile.Torch(String _, List<ExportTensor> tensors, String _) -> check(path, new TorchReader(), tensors, Optional.empty());
                case OutputFile.Text(String _, String text) -> checkText(path, text);
            });
        }
        return worst;
    }

    private double checkText(Path path, String text) throws IOException {
        if (!Files.readString(path).equals(text)) {
            throw wrong();
        }
        return 0;
    }

    private double check(Path path, CheckpointReader reader, List<ExportTensor> tensors, Optional<Map<String, String>> metadata)
            throws IOException {
        CheckpointOpener opener = new CheckpointOpener(List.of(), ReadLimits.DEFAULT);
        try (Checkpoint file = reader.open(path, opener)) {
            if (file.tensors().size() != tensors.size() || metadata.filter(wanted -> !wanted.equals(file.metadata())).isPresent()) {
                throw wrong();
            }
            double worst = 0;
            for (ExportTensor tensor : tensors) {
                onTensor.accept(tensor);
                worst = Math.max(worst, error(file, tensor));
            }
            return worst;
        }
    }

    private double error(Checkpoint file, ExportTensor wanted) throws IOException {
        Optional<StoredTensor> stored = file.tensor(wanted.info().name()).filter(tensor -> tensor.info().equals(wanted.info()));
        if (stored.isEmpty()) {
            throw wrong();
        }
        double error = wanted.isCopy()
                ? copyError(stored.get(), wanted)
                : RelativeError.of(stored.get().data(), wanted.before(), wanted.factor());
        if (error > plan.tolerance()) {
            throw new ExportException(Message.of("export.check.values", target, wanted.info().name(), error));
        }
        return error;
    }

    private static double copyError(StoredTensor stored, ExportTensor wanted) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            boolean same = wanted.before().read(arena, bytes -> stored.data().bytes(arena).mismatch(bytes) < 0);
            return same ? 0 : Double.POSITIVE_INFINITY;
        }
    }

    private ExportException wrong() {
        return new ExportException(Message.of("export.check.header", target));
    }
}
