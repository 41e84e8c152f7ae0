package dev.patchbay.generation.torch;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/**
 * Values around 1 for vectors, which are most often gains of norms, otherwise of the size that keeps what goes through a layer as
 * large as it was; drawn once and repeated.
 */
public record RandomData(DType dtype, Shape shape) implements TensorData {

    private static final int DRAWN = 1 << 20;
    private static final float[] NORMAL = draw();

    private static float[] draw() {
        Random random = new Random(13);
        float[] values = new float[DRAWN];
        for (int i = 0; i < DRAWN; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Override
    public MemorySegment bytes(Arena arena) {
        boolean vector = shape.dimensions() < 2;
        double inputs = shape.elements() / (double) shape.size(0);
        float[] values = new float[DRAWN];
        for (int i = 0; i < DRAWN; i++) {
            values[i] = (float) (vector ? 1 + 0.1 * NORMAL[i] : NORMAL[i] / Math.sqrt(inputs));
        }
        long drawn = dtype.byteSize(DRAWN);
        MemorySegment once = arena.allocate(drawn, Long.BYTES);
        FloatCodec.encode(dtype, values, once);
        MemorySegment all = arena.allocate(dtype.byteSize(shape.elements()), Long.BYTES);
        for (long at = 0; at < all.byteSize(); at += drawn) {
            MemorySegment.copy(once, 0, all, at, Math.min(drawn, all.byteSize() - at));
        }
        return all;
    }
}
