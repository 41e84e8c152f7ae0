package dev.patchbay.checkpoint.zip;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.storage.StorageBytes;
import dev.patchbay.message.Message;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;

/**
 * An entry of a zip archive, as described in the central directory.
 *
 * @param name full path inside the archive
 * @param headerOffset position of the entry's local header
 * @param packed bytes of the content in the file
 * @param size bytes of the content when unpacked
 */
public record ArchiveEntry(MappedFile file, String name, long headerOffset, long packed, long size, Packing packing)
        implements StorageBytes {

    public static final int LOCAL_HEADER_BYTES = 30;

    private static final int SIGNATURE = 0x04034b50;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * {@inheritDoc} Only now is the local header read, which says where the content starts.
     *
     * @throws CheckpointException if the entry cannot be unpacked, or is not where the directory says
     */
    @Override
    public MemorySegment content(Arena arena, long offset, long length) throws CheckpointException {
        checkPacking();
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new CheckpointException(Message.of("checkpoint.torch.outsideEntry", file.path(), name, offset, length, size));
        }
        long start = contentStart();
        if (packing == Packing.STORED) {
            return file.slice(start + offset, length);
        }
        try {
            return new Inflation(file.slice(start, packed)).unpack(arena, offset, length);
        } catch (DataFormatException e) {
            throw new CheckpointException(Message.of("checkpoint.torch.packingDamaged", file.path(), name), e);
        }
    }

    /** @throws CheckpointException if the compression of the entry is not supported */
    public void checkPacking() throws CheckpointException {
        if (packing == Packing.OTHER) {
            throw new CheckpointException(Message.of("checkpoint.torch.packedOtherwise", file.path(), name));
        }
    }

    private long contentStart() throws CheckpointException {
        MemorySegment header = file.slice(headerOffset, LOCAL_HEADER_BYTES);
        if (header.get(INT, 0) != SIGNATURE) {
            throw new CheckpointException(Message.of("checkpoint.torch.entryDamaged", file.path(), name));
        }
        int nameBytes = Short.toUnsignedInt(header.get(SHORT, 26));
        int extraBytes = Short.toUnsignedInt(header.get(SHORT, 28));
        return headerOffset + LOCAL_HEADER_BYTES + nameBytes + extraBytes;
    }
}
