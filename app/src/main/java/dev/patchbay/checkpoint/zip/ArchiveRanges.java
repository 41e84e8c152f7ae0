package dev.patchbay.checkpoint.zip;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Checks that the entries of an archive do not overlap and do not unpack to more than weights would: zip bombs have a high compression
 * ratio, or share compressed bytes among many entries.
 */
record ArchiveRanges(Path file, ReadLimits limits) {

    void check(Collection<ArchiveEntry> entries) throws CheckpointException {
        checkOverlap(entries);
        checkUnpackedSize(entries);
    }

    /** Local headers are not read here, so their least length is assumed. */
    private void checkOverlap(Collection<ArchiveEntry> entries) throws CheckpointException {
        List<ArchiveEntry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(ArchiveEntry::headerOffset));
        for (int i = 1; i < ordered.size(); i++) {
            ArchiveEntry before = ordered.get(i - 1);
            ArchiveEntry entry = ordered.get(i);
            if (before.headerOffset() + ArchiveEntry.LOCAL_HEADER_BYTES + before.packed() > entry.headerOffset()) {
                throw new CheckpointException(Message.of("checkpoint.torch.entriesOverlap", file, before.name(), entry.name()));
            }
        }
    }

    private void checkUnpackedSize(Collection<ArchiveEntry> entries) throws CheckpointException {
        long packed = 0;
        long unpacked = 0;
        for (ArchiveEntry entry : entries) {
            if (entry.packing() == Packing.DEFLATED) {
                if (entry.size() > limits.expandedBytes()) {
                    throw new CheckpointException(
                            Message.of("checkpoint.torch.unpackedTooLong", file, entry.name(), entry.size(), limits.expandedBytes()));
                }
                packed += entry.packed();
                unpacked += entry.size();
            }
        }
        if (unpacked / limits.compressionRatio() > packed) {
            throw new CheckpointException(Message.of("checkpoint.torch.bomb", file, packed, unpacked, limits.compressionRatio()));
        }
    }
}
