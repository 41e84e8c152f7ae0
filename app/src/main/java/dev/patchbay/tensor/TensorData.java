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
     * <p>Where the file already holds them so, this is a read-only slice of the mapping (valid until the checkpoint is closed) and nothing is
     * copied; otherwise the bytes are made in {@code arena}.
     *
     * @throws IOException if the file cannot be read or no longer holds the tensor; the message names both
     */
    MemorySegment bytes(Arena arena) throws IOException;

    /**
     * All elements as float32: exact for F32 and every narrower float, rounded for F64.
     *
     * @throws IOException as {@link #bytes}
     * @throws IllegalArgumentException if the type is not a real number type or there are 2³¹ elements or more
     */
    default float[] toFloats() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return FloatCodec.decode(dtype(), bytes(arena), Math.toIntExact(shape().elements()));
        }
    }
}
