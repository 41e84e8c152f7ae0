package dev.patchbay.checkpoint.gguf;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.message.Message;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a header sequentially: little-endian numbers and strings, never beyond the end of the file or the limit for headers. */
final class GgufCursor {

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MappedFile file;
    private final ReadLimits limits;
    private long position;

    GgufCursor(MappedFile file, ReadLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    Path path() {
        return file.path();
    }

    ReadLimits limits() {
        return limits;
    }

    /** Bytes read so far. */
    long position() {
        return position;
    }

    byte int8() throws CheckpointException {
        return take(1).get(ValueLayout.JAVA_BYTE, 0);
    }

    short int16() throws CheckpointException {
        return take(2).get(SHORT, 0);
    }

    int int32() throws CheckpointException {
        return take(4).get(INT, 0);
    }

    long int64() throws CheckpointException {
        return take(8).get(LONG, 0);
    }

    /** A string: its length in bytes, then UTF-8. */
    String text() throws CheckpointException {
        long start = position;
        byte[] bytes = take(int64()).toArray(ValueLayout.JAVA_BYTE);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new CheckpointException(Message.of("gguf.notText", path(), start), e);
        }
    }

    /** Skips a string. */
    void skipText() throws CheckpointException {
        take(int64());
    }

    /** Skips {@code count} values of {@code width} bytes each. */
    void skip(long count, int width) throws CheckpointException {
        if (count < 0 || count > Long.MAX_VALUE / width) {
            throw beyondFile(count);
        }
        take(count * width);
    }

    private MemorySegment take(long length) throws CheckpointException {
        if (length < 0 || length > file.size() - position) {
            throw beyondFile(length);
        }
        if (length > limits.headerBytes() - position) {
            throw new CheckpointException(Message.of("gguf.headerOverLimit", path(), limits.headerBytes()));
        }
        MemorySegment taken = file.slice(position, length);
        position += length;
        return taken;
    }

    private CheckpointException beyondFile(long length) {
        return new CheckpointException(
                Message.of("gguf.beyondFile", path(), position, Long.toUnsignedString(length), file.size() - position));
    }
}
