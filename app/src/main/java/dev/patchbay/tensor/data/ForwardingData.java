package dev.patchbay.tensor.data;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A tensor that is made of another one: what it does not say itself is what the other says. */
public interface ForwardingData extends TensorData {

    /** The other tensor. */
    TensorData of();

    @Override
    default DType dtype() {
        return of().dtype();
    }

    @Override
    default Shape shape() {
        return of().shape();
    }

    @Override
    default void check() throws IOException {
        of().check();
    }

    @Override
    default MemorySegment bytes(Arena arena) throws IOException {
        return of().bytes(arena);
    }
}
