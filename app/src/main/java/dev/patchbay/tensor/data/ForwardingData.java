package dev.patchbay.tensor.data;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorOrigin;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A tensor made from another one; methods that are not overridden answer as the other does. */
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
    default List<TensorOrigin> origins() {
        return of().origins();
    }

    @Override
    default MemorySegment bytes(Arena arena) throws IOException {
        return of().bytes(arena);
    }
}
