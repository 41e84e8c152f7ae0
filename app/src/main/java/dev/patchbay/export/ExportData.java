package dev.patchbay.export;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.RecipeData;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The values of a tensor to be written: the source's bytes as they are, or in float32 times a factor, rounded once to the dtype of the
 * new file.
 *
 * @param source values before the factor
 */
record ExportData(ExportTensor tensor, TensorData source) implements TensorData {

    static ExportData of(Checkpoint checkpoint, ExportTensor tensor) {
        DType stored = storedType(checkpoint, tensor.recipe().source());
        TensorInfo before = new TensorInfo(tensor.info().name(), stored, tensor.info().shape());
        return new ExportData(tensor, new RecipeData(checkpoint, tensor.recipe(), before));
    }

    static DType storedType(Checkpoint checkpoint, String name) {
        return checkpoint.tensor(name).orElseThrow().info().dtype();
    }

    /** True if the bytes are copied. */
    boolean isCopy() {
        return tensor.factor() == 1 && source.dtype() == tensor.info().dtype();
    }

    @Override
    public DType dtype() {
        return tensor.info().dtype();
    }

    @Override
    public Shape shape() {
        return tensor.info().shape();
    }

    @Override
    public void check() throws IOException {
        source.check();
    }

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        if (isCopy()) {
            return source.bytes(arena);
        }
        MemorySegment bytes = arena.allocate(tensor.info().bytes());
        FloatCodec.encode(dtype(), folded(source.toFloats(), tensor.factor()), bytes);
        return bytes;
    }

    /** Multiplies in place, in float32. */
    static float[] folded(float[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factor);
        }
        return values;
    }
}
