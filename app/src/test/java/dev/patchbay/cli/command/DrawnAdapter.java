package dev.patchbay.cli.command;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.cli.command.CommandsOnMiniatures.Convention;
import dev.patchbay.cli.command.Miniature.Pair;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** An adapter drawn by a seed: some layers of a miniature, under one convention, with parts that are unusual together. */
final class DrawnAdapter {

    private static final Set<Convention> KOHYA_PARTS = EnumSet.of(Convention.KOHYA, Convention.LYCORIS, Convention.COMFYUI);

    private final Random random;
    private final Convention convention;
    private final Set<Odd> odd = EnumSet.noneOf(Odd.class);
    private final SyntheticCheckpoint file = new SyntheticCheckpoint();
    private final Map<String, Wanted> wanted = new TreeMap<>();

    /** What may be unusual; each is drawn by itself. */
    enum Odd {
        NO_ALPHA, SEVERAL_ALPHAS, SEVERAL_RANKS, MAGNITUDE_ON_SOME, BIAS_ON_SOME, LOHA, LOKR, FOUR_DIMENSIONS, TEXT_ENCODER
    }

    /**
     * What a module does to its layer.
     *
     * @param change ΔW without magnitudes
     * @param magnitude {@code [out, 1]}
     * @param bias {@code [out, 1]}, as it is added
     */
    record Wanted(Matrix change, Optional<Matrix> magnitude, Optional<Matrix> bias) {}

    DrawnAdapter(long seed, Convention convention, List<Pair> layers) {
        this.random = new Random(seed);
        this.convention = convention;
        for (Odd one : Odd.values()) {
            if (random.nextInt(4) == 0) {
                odd.add(one);
            }
        }
        List<Pair> some = new ArrayList<>(layers);
        Collections.shuffle(some, random);
        some.subList(0, Math.min(some.size(), 3 + random.nextInt(6))).forEach(this::write);
        if (odd.contains(Odd.TEXT_ENCODER)) {
            boolean flat = convention == Convention.KOHYA;
            String layer = flat
                    ? "lora_te1_text_model_encoder_layers_0_self_attn_q_proj"
                    : "text_encoder.encoder.layers.0.self_attn.q_proj";
            file.tensor(layer + (flat ? ".lora_down.weight" : ".lora_A.weight"), 2, 768);
            file.tensor(layer + (flat ? ".lora_up.weight" : ".lora_B.weight"), 768, 2);
        }
    }

    Set<Odd> odd() {
        return odd;
    }

    SyntheticCheckpoint file() {
        return file;
    }

    /** By the layer that the pair was drawn for. */
    Map<String, Wanted> wanted() {
        return wanted;
    }

    private boolean drawn(Odd one) {
        return odd.contains(one) && random.nextBoolean();
    }

    private void write(Pair layer) {
        String path = convention.path(layer);
        int rank = odd.contains(Odd.SEVERAL_RANKS) ? 1 + random.nextInt(3) : 2;
        double alpha = odd.contains(Odd.SEVERAL_ALPHAS) ? new double[] {0.5, 1, 3}[random.nextInt(3)] : 1;
        int outputs = (int) layer.weight().size(0);
        int inputs = (int) layer.weight().size(1);
        if (!odd.contains(Odd.NO_ALPHA)) {
            file.values(path + ".alpha", DType.F32, new float[] {(float) alpha});
        }
        double scale = odd.contains(Odd.NO_ALPHA) ? 1 : alpha / rank;
        if (KOHYA_PARTS.contains(convention) && drawn(Odd.LOHA)) {
            Matrix one = matrix(path + ".hada_w1_a", outputs, rank).times(matrix(path + ".hada_w1_b", rank, inputs));
            Matrix other = matrix(path + ".hada_w2_a", outputs, rank).times(matrix(path + ".hada_w2_b", rank, inputs));
            wanted.put(layer.name(), new Wanted(elements(one, other).times(scale), Optional.empty(), Optional.empty()));
            return;
        }
        if (KOHYA_PARTS.contains(convention) && outputs % 2 == 0 && drawn(Odd.LOKR)) {
            Matrix left = matrix(path + ".lokr_w1", 2, 1);
            Matrix right = matrix(path + ".lokr_w2", outputs / 2, inputs);
            // Both factors are whole, so that the scale is 1 whatever alpha says.
            wanted.put(layer.name(), new Wanted(
                    right.times(left.get(0, 0)).above(right.times(left.get(1, 0))), Optional.empty(), Optional.empty()));
            return;
        }
        long[] kernel = odd.contains(Odd.FOUR_DIMENSIONS) ? new long[] {1, 1} : new long[0];
        Matrix down = matrix(path + convention.down(), rank, inputs, kernel);
        Matrix up = matrix(path + convention.up(), outputs, rank, kernel);
        Optional<Matrix> magnitude = drawn(Odd.MAGNITUDE_ON_SOME) ? Optional.of(column(path, outputs)) : Optional.empty();
        Optional<Matrix> bias = drawn(Odd.BIAS_ON_SOME) ? Optional.of(bias(path, outputs, scale)) : Optional.empty();
        wanted.put(layer.name(), new Wanted(up.times(down).times(scale), magnitude, bias));
    }

    private Matrix column(String path, int outputs) {
        return KOHYA_PARTS.contains(convention)
                ? matrix(path + ".dora_scale", outputs, 1)
                : vector(path + ".lora_magnitude_vector", outputs);
    }

    /** PEFT multiplies it by the scale, the difference of a bias is added as it is. */
    private Matrix bias(String path, int outputs, double scale) {
        return KOHYA_PARTS.contains(convention)
                ? vector(path + ".diff_b", outputs)
                : vector(path + ".lora_B.bias", outputs).times(scale);
    }

    private Matrix vector(String name, int size) {
        float[] values = values(size);
        file.values(name, DType.F32, values, size);
        return Matrix.of(size, 1, values);
    }

    private Matrix matrix(String name, int rows, int columns, long... kernel) {
        float[] values = values(rows * columns);
        long[] sizes = kernel.length == 0 ? new long[] {rows, columns} : new long[] {rows, columns, 1, 1};
        file.values(name, DType.F32, values, sizes);
        return Matrix.of(rows, columns, values);
    }

    private float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Matrix elements(Matrix one, Matrix other) {
        float[] product = one.toFloats();
        float[] right = other.toFloats();
        for (int i = 0; i < product.length; i++) {
            product[i] *= right[i];
        }
        return Matrix.of(one.rows(), one.columns(), product);
    }
}
