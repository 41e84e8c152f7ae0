package dev.patchbay.checkpoint.gguf;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks that every tensor is inside the file and overlaps no other one. Gaps are allowed: tensors are padded to the alignment.
 *
 * @param dataBytes length of the data section
 */
record GgufRanges(Path path, long dataBytes) {

    void check(List<GgufEntry> entries) throws CheckpointException {
        for (GgufEntry entry : entries) {
            if (!isEmpty(entry) && entry.end() > dataBytes) {
                throw new CheckpointException(
                        Message.of("gguf.outsideFile", path, entry.info().name(), entry.begin(), entry.end(), Math.max(0, dataBytes)));
            }
        }
        List<GgufEntry> ordered = new ArrayList<>(entries);
        ordered.removeIf(GgufRanges::isEmpty);
        ordered.sort(Comparator.comparingLong(GgufEntry::begin));
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).begin() < ordered.get(i - 1).end()) {
                throw new CheckpointException(
                        Message.of("gguf.overlap", path, ordered.get(i - 1).info().name(), ordered.get(i).info().name()));
            }
        }
    }

    private static boolean isEmpty(GgufEntry entry) {
        return entry.begin() == entry.end();
    }
}
