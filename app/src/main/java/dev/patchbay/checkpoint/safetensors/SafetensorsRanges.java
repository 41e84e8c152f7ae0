package dev.patchbay.checkpoint.safetensors;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks that the byte ranges of a header have the sizes of their tensors and together cover the data section exactly: no range outside
 * the file, no overlap, no gap.
 *
 * @param file for messages
 * @param dataBytes length of the file after the header
 */
record SafetensorsRanges(Path file, long dataBytes) {

    /** @throws CheckpointException naming the tensor whose range is wrong */
    void check(List<SafetensorsEntry> entries) throws CheckpointException {
        for (SafetensorsEntry entry : entries) {
            checkSize(entry);
            if (entry.end() > dataBytes) {
                throw new CheckpointException(Message.of(
                        "checkpoint.safetensors.beyondFile", file, entry.info().name(), entry.begin(), entry.end(), dataBytes));
            }
        }
        checkCoverage(entries);
    }

    private void checkSize(SafetensorsEntry entry) throws CheckpointException {
        TensorInfo info = entry.info();
        long bytes;
        try {
            bytes = info.bytes();
        } catch (ArithmeticException e) {
            throw new CheckpointException(
                    Message.of("checkpoint.impossibleShape", file, info.name(), info.shape(), info.dtype()), e);
        }
        if (bytes != entry.end() - entry.begin()) {
            throw new CheckpointException(Message.of(
                    "checkpoint.safetensors.wrongSize",
                    file,
                    info.name(),
                    info.dtype(),
                    info.shape(),
                    bytes,
                    entry.end() - entry.begin()));
        }
    }

    private void checkCoverage(List<SafetensorsEntry> entries) throws CheckpointException {
        List<SafetensorsEntry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end));
        long covered = 0;
        String before = "";
        for (SafetensorsEntry entry : sorted) {
            String name = entry.info().name();
            if (entry.begin() < covered) {
                throw new CheckpointException(Message.of("checkpoint.safetensors.overlap", file, before, name));
            }
            if (entry.begin() > covered) {
                throw new CheckpointException(Message.of("checkpoint.safetensors.hole", file, entry.begin() - covered, name));
            }
            covered = entry.end();
            before = name;
        }
        if (covered < dataBytes) {
            throw new CheckpointException(Message.of("checkpoint.safetensors.rest", file, dataBytes - covered));
        }
    }
}
