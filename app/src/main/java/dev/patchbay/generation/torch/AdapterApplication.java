package dev.patchbay.generation.torch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.LowRankDelta;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates adapters beside the weights, without changing them: {@code y = W x + Σ sᵢ Bᵢ (Aᵢ x)}.
 *
 * <p>All adapters of a layer are combined into one pair: the down matrices stacked along the rank, the up matrices concatenated likewise,
 * each multiplied by its strength and scale. An adapter of strength 0 is left out, so the result is bit-identical to the base.
 */
public final class AdapterApplication {

    private final String blockPrefix;
    private final int blocks;
    private final Map<String, dev.patchbay.tensor.Shape> layers = new HashMap<>();

    /**
     * @param outer tensors outside the blocks
     * @param blockPrefix prefix of the names of blocks, before their number: {@code transformer_blocks.}
     * @param blocks tensors of each block, by their names inside it
     */
    public AdapterApplication(TensorShapes outer, String blockPrefix, List<TensorShapes> blocks) {
        this.blockPrefix = blockPrefix;
        this.blocks = blocks.size();
        collect("", outer);
        for (int i = 0; i < blocks.size(); i++) {
            collect(blockPrefix + i + ".", blocks.get(i));
        }
    }

    private void collect(String prefix, TensorShapes shapes) {
        shapes.all().forEach((name, shape) -> {
            if (shape.dimensions() == 2 && name.endsWith(".weight")) {
                layers.put(prefix + name.substring(0, name.length() - ".weight".length()), shape);
            }
        });
    }

    /**
     * Uploads the adapters of a run.
     *
     * @param run manager of the run
     * @throws GenerationException if a delta's layer does not exist or its matrices do not fit; the message names both
     */
    public AppliedDeltas apply(PtNDManager run, List<AppliedAdapter> adapters) throws IOException {
        Map<String, List<ScaledDelta>> byLayer = new LinkedHashMap<>();
        for (AppliedAdapter adapter : adapters) {
            for (LowRankDelta delta : adapter.deltas()) {
                check(adapter, delta);
                double factor = delta.scale() * adapter.strength();
                if (adapter.strength() != 0) {
                    byLayer.computeIfAbsent(delta.module(), layer -> new ArrayList<>()).add(new ScaledDelta(delta, (float) factor));
                }
            }
        }
        Map<String, PtNDArray> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, List<ScaledDelta>> layer : byLayer.entrySet()) {
            stack(run, layer.getKey(), layer.getValue(), tensors);
        }
        return AppliedDeltas.of(blockPrefix, blocks, tensors);
    }

    private void check(AppliedAdapter adapter, LowRankDelta delta) throws GenerationException {
        dev.patchbay.tensor.Shape weight = layers.get(delta.module());
        if (weight == null) {
            throw new GenerationException(Message.of("generation.adapterModule", adapter.name(), delta.module()));
        }
        dev.patchbay.tensor.Shape down = delta.down().shape();
        dev.patchbay.tensor.Shape up = delta.up().shape();
        boolean fits = down.dimensions() == 2
                && up.dimensions() == 2
                && down.size(1) == weight.size(1)
                && up.size(0) == weight.size(0)
                && down.size(0) == up.size(1)
                && down.size(0) > 0
                && Double.isFinite(delta.scale());
        if (!fits) {
            throw new GenerationException(Message.of("generation.adapterShape", adapter.name(), delta.module(), down, up, weight));
        }
    }

    private static void stack(PtNDManager run, String layer, List<ScaledDelta> parts, Map<String, PtNDArray> tensors) throws IOException {
        int in = Math.toIntExact(parts.getFirst().delta().down().shape().size(1));
        int out = Math.toIntExact(parts.getFirst().delta().up().shape().size(0));
        int ranks = parts.stream().mapToInt(ScaledDelta::rank).sum();
        float[] down = new float[Math.multiplyExact(ranks, in)];
        float[] up = new float[Math.multiplyExact(out, ranks)];
        int from = 0;
        for (ScaledDelta part : parts) {
            float[] a = part.delta().down().toFloats();
            System.arraycopy(a, 0, down, from * in, a.length);
            float[] b = part.delta().up().toFloats();
            int rank = part.rank();
            for (int row = 0; row < out; row++) {
                for (int column = 0; column < rank; column++) {
                    up[row * ranks + from + column] = b[row * rank + column] * part.factor();
                }
            }
            from += rank;
        }
        tensors.put(layer + ".down", (PtNDArray) run.create(down, new Shape(ranks, in)));
        tensors.put(layer + ".up", (PtNDArray) run.create(up, new Shape(out, ranks)));
    }

    private record ScaledDelta(LowRankDelta delta, float factor) {

        int rank() {
            return Math.toIntExact(delta.down().shape().size(0));
        }
    }
}
