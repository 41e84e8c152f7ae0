package dev.patchbay.checkpoint.pickle;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.message.Message;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The bytes of a pickle with a read position. */
final class PickleInput {

    /** Longest line of a text instruction (a number or a name), in bytes. */
    private static final int LONGEST_LINE = 100_000;

    private final Path file;
    private final MemorySegment bytes;
    private final long mostBytes;
    private long position;
    private long instruction;

    PickleInput(Path file, MemorySegment bytes, ReadLimits limits) {
        this.file = file;
        this.bytes = bytes;
        this.mostBytes = limits.headerBytes();
    }

    long position() {
        return position;
    }

    /** The next instruction, 0 to 255. */
    int nextInstruction() throws CheckpointException {
        instruction = position;
        return unsignedByte();
    }

    int unsignedByte() throws CheckpointException {
        return bytes.get(ValueLayout.JAVA_BYTE, take(1)) & 0xff;
    }

    int unsignedShort() throws CheckpointException {
        ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
        return Short.toUnsignedInt(bytes.get(layout, take(Short.BYTES)));
    }

    int signedInt() throws CheckpointException {
        return bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), take(Integer.BYTES));
    }

    long unsignedInt() throws CheckpointException {
        return Integer.toUnsignedLong(signedInt());
    }

    long signedLong() throws CheckpointException {
        return bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), take(Long.BYTES));
    }

    double bigEndianDouble() throws CheckpointException {
        return bytes.get(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), take(Double.BYTES));
    }

    byte[] bytes(long length) throws CheckpointException {
        long at = take(length);
        return bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
    }

    String text(long length, Charset charset) throws CheckpointException {
        return new String(bytes(length), charset);
    }

    /** Skips bytes whose content does not matter, but which have to exist. */
    PickleBytes skip(long length) throws CheckpointException {
        take(length);
        return new PickleBytes(length);
    }

    /** Text up to the next line feed, without it. */
    String line() throws CheckpointException {
        return line(StandardCharsets.UTF_8);
    }

    String line(Charset charset) throws CheckpointException {
        long end = position;
        while (end < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, end) != '\n') {
            end++;
            if (end - position > LONGEST_LINE) {
                throw fault("checkpoint.pickle.badInstruction");
            }
        }
        String line = text(end - position, charset);
        take(1);
        return line;
    }

    /** Checks that a frame of this length fits into the rest; frames have no other effect. */
    void frame(long length) throws CheckpointException {
        long rest = bytes.byteSize() - position;
        if (length < 0 || length > rest) {
            throw new CheckpointException(Message.of("checkpoint.pickle.frame", file, instruction, Long.toUnsignedString(length), rest));
        }
    }

    private long take(long length) throws CheckpointException {
        if (length < 0 || length > bytes.byteSize() - position) {
            throw fault("checkpoint.pickle.truncated");
        }
        if (length > mostBytes - position) {
            throw fault("checkpoint.pickle.beyondLimit", mostBytes);
        }
        long at = position;
        position += length;
        return at;
    }

    /** An error at the last instruction read: argument 0 is the file, 1 the position in the pickle, followed by {@code what}. */
    CheckpointException fault(String key, Object... what) {
        Object[] arguments = new Object[2 + what.length];
        arguments[0] = file;
        arguments[1] = instruction;
        System.arraycopy(what, 0, arguments, 2, what.length);
        return new CheckpointException(Message.of(key, arguments));
    }
}
