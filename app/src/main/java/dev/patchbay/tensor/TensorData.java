package dev.patchbay.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The values of a tensor, read on demand. Thread-safe while the checkpoint they come from is open. */
public interface TensorData {

    DType dtype();

    Shape shape();

    /**
     * The elements as contiguous, row-major, little-endian bytes.
     *
     * <p>If the file holds them so, this is a read-only slice of the mapping, valid until the checkpoint is closed, and nothing is
     * copied; otherwise the bytes are made in {@code arena}.
     *
     * <p>The mapped file may still shrink while the bytes are read; {@link #read} turns the resulting JVM error into an exception.
     *
     * @throws IOException if the file cannot be read or no longer contains the tensor; the message names both
     */
    MemorySegment bytes(Arena arena) throws IOException;

    /**
     * Checks that the values are still where they were when the checkpoint was opened; fast enough to call before every use.
     *
     * @throws IOException if the file changed, shrank or vanished since; the message names it
     */
    default void check() throws IOException {}

    /** The stored tensors that these values are read from, for messages; empty if they come from no file. */
    default List<TensorOrigin> origins() {
        return List.of();
    }

    /** True if {@link #bytes} makes all bytes in memory at every call, although they are stored. */
    default boolean isMade() {
        return false;
    }

    /**
     * Passes the bytes to {@code reader}. Mapped bytes should be read this way only: the error that the JVM throws when the file has lost
     * pages becomes an exception with a message about that file.
     *
     * @throws IOException as {@link #bytes}, or from the reader
     */
    default <T> T read(Arena arena, BytesReader<T> reader) throws IOException {
        try {
            return reader.read(bytes(arena));
        } catch (IOException e) {
            check();
            throw e;
        } catch (InternalError e) {
            check();
            throw new UnreadableBytesException(origins(), e);
        }
    }

    /**
     * All elements as float32: exact for F32 and every narrower float, rounded for F64.
     *
     * @throws IOException as {@link #bytes}
     * @throws IllegalArgumentException if the type is not a real number type or there are 2³¹ elements or more
     */
    default float[] toFloats() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int count = Math.toIntExact(shape().elements());
            return read(arena, bytes -> FloatCodec.decode(dtype(), bytes, count));
        }
    }
}
