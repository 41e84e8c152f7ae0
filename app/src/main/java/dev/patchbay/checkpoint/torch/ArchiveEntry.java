package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.message.Message;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * An entry of a zip archive, as the directory at its end describes it.
 *
 * @param name full path inside the archive
 * @param headerOffset where the entry's own header starts
 * @param size bytes of the content
 * @param stored true if the content lies there as it is, neither compressed nor encrypted
 */
record ArchiveEntry(MappedFile file, String name, long headerOffset, long size, boolean stored) implements StorageBytes {

    static final int LOCAL_HEADER_BYTES = 30;

    private static final int SIGNATURE = 0x04034b50;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * {@inheritDoc} Only now the entry's own header is looked at: it says how far behind it the content starts.
     *
     * @throws CheckpointException if the entry is not stored, or is not where the directory says
     */
    @Override
    public MemorySegment content(long offset, long length) throws CheckpointException {
        if (!stored) {
            throw new CheckpointException(Message.of("checkpoint.torch.compressed", file.path(), name));
        }
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new CheckpointException(Message.of("checkpoint.torch.outsideEntry", file.path(), name, offset, length, size));
        }
        MemorySegment header = file.slice(headerOffset, LOCAL_HEADER_BYTES);
        if (header.get(INT, 0) != SIGNATURE) {
            throw new CheckpointException(Message.of("checkpoint.torch.entryDamaged", file.path(), name));
        }
        int nameBytes = Short.toUnsignedInt(header.get(SHORT, 26));
        int extraBytes = Short.toUnsignedInt(header.get(SHORT, 28));
        return file.slice(headerOffset + LOCAL_HEADER_BYTES + nameBytes + extraBytes + offset, length);
    }
}
