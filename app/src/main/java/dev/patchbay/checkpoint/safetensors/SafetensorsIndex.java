package dev.patchbay.checkpoint.safetensors;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The header of a safetensors file, wherever its bytes are.
 *
 * @param header with byte ranges that cover the data exactly
 * @param dataStart position of the first byte after the header
 */
public record SafetensorsIndex(SafetensorsHeader header, long dataStart) {

    /** Gives bytes of the file. */
    @FunctionalInterface
    public interface Bytes {

        /** The bytes from a position that are in the file. */
        byte[] read(long from, long length) throws IOException;
    }

    /**
     * Reads the header.
     *
     * @param path for messages
     * @param size bytes of the file
     * @throws CheckpointException if the header is broken, too long, or its ranges do not fit the file; the message names the tensor
     */
    public static SafetensorsIndex read(Path path, long size, Bytes bytes, ReadLimits limits) throws IOException {
        if (size < Long.BYTES) {
            throw new CheckpointException(Message.of("checkpoint.safetensors.tooShort", path, size));
        }
        long length = ByteBuffer.wrap(bytes.read(0, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long rest = size - Long.BYTES;
        if (length < 0 || length > rest) {
            throw new CheckpointException(
                    Message.of("checkpoint.safetensors.headerBeyondFile", path, Long.toUnsignedString(length), rest));
        }
        if (length > limits.headerBytes()) {
            throw new CheckpointException(Message.of("checkpoint.safetensors.headerOverLimit", path, length, limits.headerBytes()));
        }
        SafetensorsHeader header = new SafetensorsHeaderCodec(path, limits).read(bytes.read(Long.BYTES, length));
        long dataStart = Long.BYTES + length;
        new SafetensorsRanges(path, size - dataStart).check(header.entries());
        return new SafetensorsIndex(header, dataStart);
    }
}
