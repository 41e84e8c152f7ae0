package dev.patchbay.inspection.values;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Values that several modules share, as the pieces of a split layer share their down matrix: read once. For one thread. */
final class SharedValues implements TensorData {

    private final TensorData stored;
    private float @Nullable [] values;

    SharedValues(TensorData stored) {
        this.stored = stored;
    }

    @Override
    public DType dtype() {
        return stored.dtype();
    }

    @Override
    public Shape shape() {
        return stored.shape();
    }

    @Override
    public void check() throws IOException {
        stored.check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        return stored.bytes(arena);
    }

    @Override
    public float[] toFloats() throws IOException {
        float[] known = values;
        if (known == null) {
            known = stored.toFloats();
            values = known;
        }
        return known;
    }
}
