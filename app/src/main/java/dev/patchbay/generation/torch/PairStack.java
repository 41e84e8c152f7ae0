package dev.patchbay.generation.torch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.part.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The low-rank pairs of one linear layer as one pair: the down matrices stacked along the rank, the up matrices beside each other, each
 * multiplied by its strength and scale.
 */
final class PairStack {

    private final int in;
    private final int out;
    private final List<LayerShare> pairs = new ArrayList<>();

    PairStack(int out, int in) {
        this.out = out;
        this.in = in;
    }

    void add(LayerShare pair) {
        pairs.add(pair);
    }

    private static int rank(LayerShare pair) {
        return Math.toIntExact(pair.parts().data(Part.DOWN).shape().size(0));
    }

    /** Uploads both matrices under {@code name.down} and {@code name.up}. */
    void upload(PtNDManager run, String name, Map<String, PtNDArray> tensors) throws IOException {
        int ranks = pairs.stream().mapToInt(PairStack::rank).sum();
        float[] down = new float[Math.multiplyExact(ranks, in)];
        float[] up = new float[Math.multiplyExact(out, ranks)];
        int from = 0;
        for (LayerShare pair : pairs) {
            float[] a = pair.parts().data(Part.DOWN).toFloats();
            System.arraycopy(a, 0, down, from * in, a.length);
            float[] b = pair.parts().data(Part.UP).toFloats();
            float factor = (float) (pair.parts().scale() * pair.strength());
            int rank = rank(pair);
            for (int row = 0; row < out; row++) {
                for (int column = 0; column < rank; column++) {
                    up[row * ranks + from + column] = b[row * rank + column] * factor;
                }
            }
            from += rank;
        }
        tensors.put(name + ".down", (PtNDArray) run.create(down, new Shape(ranks, in)));
        tensors.put(name + ".up", (PtNDArray) run.create(up, new Shape(out, ranks)));
    }
}
