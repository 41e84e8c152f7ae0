package dev.patchbay.checkpoint.storage;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.message.Message;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A storage of a legacy torch file, or a view of one: the number of elements (8 bytes, little-endian), then the elements.
 *
 * @param elements number of elements according to the pickle
 * @param countAt position of the stored number in the file
 * @param start position of the first byte of this view, after the number
 * @param size bytes of this view
 */
record LegacyStorage(MappedFile file, String key, long elements, long countAt, long start, long size) implements StorageBytes {

    private static final ValueLayout.OfLong COUNT = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public String name() {
        return Message.of("checkpoint.torch.storage", key).text();
    }

    @Override
    public MemorySegment content(Arena arena, long offset, long length) throws CheckpointException {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new CheckpointException(Message.of("checkpoint.torch.outsideStorage", file.path(), key, offset, length, size));
        }
        long count = file.slice(countAt, Long.BYTES).get(COUNT, 0);
        if (count != elements) {
            throw new CheckpointException(
                    Message.of("checkpoint.torch.wrongCount", file.path(), key, elements, Long.toString(count)));
        }
        return file.slice(countAt + Long.BYTES + start + offset, length);
    }
}
