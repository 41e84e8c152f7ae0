package dev.patchbay.cli.command;

import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.cli.command.CommandsOnMiniatures.Convention;
import dev.patchbay.cli.command.Miniature.Pair;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** An adapter drawn by a seed: some layers of a miniature, under one convention, with parts that are unusual together. */
final class DrawnAdapter {

    private static final Set<Convention> KOHYA_PARTS = EnumSet.of(Convention.KOHYA, Convention.LYCORIS, Convention.COMFYUI);

    private final Random random;
    private final Convention convention;
    private final Set<Odd> odd = EnumSet.noneOf(Odd.class);
    private final SyntheticCheckpoint file = new SyntheticCheckpoint();
    private final Map<String, Wanted> wanted = new TreeMap<>();
    private final Map<EncoderLayer, Wanted> encoders = new LinkedHashMap<>();

    /** What may be unusual; each is drawn by itself. */
    enum Odd {
        NO_ALPHA, SEVERAL_ALPHAS, SEVERAL_RANKS, MAGNITUDE_ON_SOME, BIAS_ON_SOME, LOHA, LOKR, MID, FOUR_DIMENSIONS, TEXT_ENCODER
    }

    /**
     * What a module does to its layer.
     *
     * @param change ΔW without magnitudes
     * @param magnitude {@code [out, 1]}
     * @param bias {@code [out, 1]}, as it is added
     */
    record Wanted(Matrix change, Optional<Matrix> magnitude, Optional<Matrix> bias) {}

    /** @param always what is unusual in any case */
    DrawnAdapter(long seed, Convention convention, List<Pair> layers, List<EncoderLayer> encoders, Set<Odd> always) {
        this.random = new Random(seed);
        this.convention = convention;
        odd.addAll(always);
        for (Odd one : Odd.values()) {
            if (random.nextInt(4) == 0) {
                odd.add(one);
            }
        }
        if (convention == Convention.XLABS) {
            // Its trainer writes nothing but pairs.
            odd.retainAll(EnumSet.of(Odd.SEVERAL_RANKS));
            odd.add(Odd.NO_ALPHA);
        }
        List<Pair> some = new ArrayList<>(layers);
        Collections.shuffle(some, random);
        int count = Math.min(some.size(), 3 + random.nextInt(6));
        some.stream().filter(this::isFree).limit(count).forEach(this::write);
        if (odd.contains(Odd.TEXT_ENCODER)) {
            encoders.forEach(this::write);
        }
    }

    /** Some names are for parts of one layer. */
    private boolean isFree(Pair layer) {
        return layer.modules().stream().noneMatch(one -> wanted.containsKey(one.module().name()) || one.part().isPresent());
    }

    Set<Odd> odd() {
        return odd;
    }

    SyntheticCheckpoint file() {
        return file;
    }

    /** By the model's own layer. */
    Map<String, Wanted> wanted() {
        return wanted;
    }

    /** Of the layers of text encoders. */
    Map<EncoderLayer, Wanted> encoders() {
        return encoders;
    }

    private boolean drawn(Odd one) {
        return odd.contains(one) && random.nextBoolean();
    }

    private void write(Pair layer) {
        if (convention == Convention.SAT) {
            writePieces(layer);
            return;
        }
        want(layer, parts(convention.path(layer), layer.weight()));
    }

    private void write(EncoderLayer layer) {
        encoders.put(layer, parts(layer.path(convention), layer.weight()));
    }

    /** Writes a module and returns what it does. */
    private Wanted parts(String path, Shape weight) {
        int rank = odd.contains(Odd.SEVERAL_RANKS) ? 1 + random.nextInt(3) : 2;
        double alpha = odd.contains(Odd.SEVERAL_ALPHAS) ? new double[] {0.5, 1, 3}[random.nextInt(3)] : 1;
        int outputs = (int) weight.size(0);
        int inputs = (int) weight.size(1);
        long[] kernel = Arrays.copyOfRange(weight.toArray(), 2, weight.dimensions());
        int size = (int) Shape.of(kernel).elements();
        if (!odd.contains(Odd.NO_ALPHA)) {
            file.values(path + ".alpha", DType.F32, new float[] {(float) alpha});
        }
        double scale = odd.contains(Odd.NO_ALPHA) ? 1 : alpha / rank;
        if (KOHYA_PARTS.contains(convention) && drawn(Odd.LOHA)) {
            Matrix one = matrix(path + ".hada_w1_a", outputs, rank).times(matrix(path + ".hada_w1_b", rank, inputs * size));
            Matrix other = matrix(path + ".hada_w2_a", outputs, rank).times(matrix(path + ".hada_w2_b", rank, inputs * size));
            return new Wanted(WrittenAdapter.elements(one, other).times(scale), Optional.empty(), Optional.empty());
        }
        if (KOHYA_PARTS.contains(convention) && outputs % 2 == 0 && drawn(Odd.LOKR)) {
            Matrix left = matrix(path + ".lokr_w1", 2, 1);
            Matrix right = matrix(path + ".lokr_w2", outputs / 2, inputs, kernel);
            // Both factors are whole, so that the scale is 1 whatever alpha says.
            return new Wanted(
                    right.times(left.get(0, 0)).above(right.times(left.get(1, 0))), Optional.empty(), Optional.empty());
        }
        Matrix change = product(path, weight, rank, kernel).times(scale);
        Optional<Matrix> magnitude = drawn(Odd.MAGNITUDE_ON_SOME) ? Optional.of(column(path, outputs, kernel)) : Optional.empty();
        Optional<Matrix> bias = drawn(Odd.BIAS_ON_SOME) ? Optional.of(bias(path, outputs, scale)) : Optional.empty();
        return new Wanted(change, magnitude, bias);
    }

    /** The low-rank product of the pair, or of a convolution's three factors. */
    private Matrix product(String path, Shape weight, int rank, long[] kernel) {
        int outputs = (int) weight.size(0);
        int inputs = (int) weight.size(1);
        if (Shape.of(kernel).elements() > 1 && KOHYA_PARTS.contains(convention) && drawn(Odd.MID)) {
            Matrix down = matrix(path + convention.down(), rank, inputs, 1, 1);
            Matrix mid = matrix(path + ".lora_mid.weight", rank, rank, kernel);
            Matrix up = matrix(path + convention.up(), outputs, rank, 1, 1);
            return WrittenAdapter.throughMid(up, Matrix.of(rank * rank, mid.columns() / rank, mid.toFloats()), down);
        }
        long[] own = kernel.length == 0 && odd.contains(Odd.FOUR_DIMENSIONS) ? new long[] {1, 1} : kernel;
        Matrix down = matrix(path + convention.down(), rank, inputs, own);
        Matrix up = matrix(path + convention.up(), outputs, rank, ones(own.length));
        return up.times(down);
    }

    /** SAT keeps a pair for each of the layers that are fused, and no alpha, which is 1 in its code. */
    private void writePieces(Pair layer) {
        for (int piece = 0; piece < layer.modules().size(); piece++) {
            Shape weight = layer.modules().get(piece).module().weight();
            Matrix down = matrix(end(convention.down(), layer, piece), 2, (int) weight.size(1));
            Matrix up = matrix(end(convention.up(), layer, piece), (int) weight.size(0), 2);
            Matrix change = up.times(down).times(0.5);
            wanted.put(layer.modules().get(piece).module().name(), new Wanted(change, Optional.empty(), Optional.empty()));
        }
    }

    private String end(String part, Pair layer, int piece) {
        return convention.path(layer) + part.substring(0, part.length() - 1) + piece;
    }

    /** A pair of a fused layer changes several of the model's own. */
    private void want(Pair layer, Wanted whole) {
        for (LinkedModule linked : layer.modules()) {
            wanted.put(linked.module().name(), new Wanted(
                    rows(whole.change(), linked),
                    whole.magnitude().map(all -> rows(all, linked)),
                    whole.bias().map(all -> rows(all, linked))));
        }
    }

    private static Matrix rows(Matrix all, LinkedModule linked) {
        return Matrix.stacked(linked.rows().stream().map(range -> all.rows((int) range.from(), (int) range.to())).toList());
    }

    private Matrix column(String path, int outputs, long[] kernel) {
        if (KOHYA_PARTS.contains(convention)) {
            return matrix(path + ".dora_scale", outputs, 1, ones(kernel.length));
        }
        // PEFT keeps those of a convolution as [1, out, 1, 1].
        return kernel.length == 0
                ? vector(path + ".lora_magnitude_vector", outputs)
                : Matrix.of(outputs, 1, matrix(path + ".lora_magnitude_vector", 1, outputs, ones(kernel.length)).toFloats());
    }

    private static long[] ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
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

    /** {@code [rows, columns, kernel…]}, as {@code [rows, columns · k]}. */
    private Matrix matrix(String name, int rows, int columns, long... kernel) {
        long[] sizes = LongStream.concat(LongStream.of(rows, columns), Arrays.stream(kernel)).toArray();
        float[] values = values((int) Shape.of(sizes).elements());
        file.values(name, DType.F32, values, sizes);
        return Matrix.of(rows, values.length / rows, values);
    }

    private float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
