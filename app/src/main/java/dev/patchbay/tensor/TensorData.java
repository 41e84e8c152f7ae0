package dev.patchbay.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A tensor's values, read only when somebody asks. Safe to use from several threads while the checkpoint it comes from is open. */
public interface TensorData {

    DType dtype();

    Shape shape();

    /**
     * The elements as contiguous, row-major, little-endian bytes.
     *
     * <p>Where the file already holds them so, this is a read-only slice of the mapping (valid until the checkpoint is closed) and nothing
     * is copied; otherwise the bytes are made in {@code arena}.
     *
     * <p>A mapped file may still shrink while the bytes are looked at; {@link #read} turns the fault of the JVM into a sentence.
     *
     * @throws IOException if the file cannot be read or no longer holds the tensor; the message names both
     */
    MemorySegment bytes(Arena arena) throws IOException;

    /**
     * Looks whether the values still lie where they did when the checkpoint was opened; cheap enough to ask before every use.
     *
     * @throws IOException if the file changed, shrank or vanished since; the message names it
     */
    default void check() throws IOException {}

    /**
     * Hands the bytes to {@code reader}. This is the way to look at mapped bytes: the fault that the JVM throws where a file has lost its
     * pages becomes a sentence about that file.
     *
     * @throws IOException as {@link #bytes}, or what the reader throws
     */
    default <T> T read(Arena arena, BytesReader<T> reader) throws IOException {
        try {
            return reader.read(bytes(arena));
        } catch (IOException e) {
            check();
            throw e;
        } catch (InternalError e) {
            check();
            throw new UnreadableBytesException(e);
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
