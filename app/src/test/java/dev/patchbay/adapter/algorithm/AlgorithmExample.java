package dev.patchbay.adapter.algorithm;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.part.Algorithm;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One way in which an algorithm keeps the change of a layer.
 *
 * @param weight of the layer
 * @param inputs that the parts tell
 * @param outputs that the parts tell
 * @param parts shapes by the end of the name
 * @param optional ends of names without which the module is whole all the same
 * @param neutral the part that starts with {@code start} in all places
 */
record AlgorithmExample(
        Algorithm algorithm,
        String form,
        Shape weight,
        long rank,
        OptionalLong inputs,
        OptionalLong outputs,
        Map<String, long[]> parts,
        List<String> optional,
        String neutral,
        float start) {

    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    /** Sizes of a layer that both kinds of factors have: {@code out1 · out2} outputs, {@code in1 · in2} inputs. */
    record Sizes(int out1, int out2, int in1, int in2, int rank, int kernel) {

        long out() {
            return (long) out1 * out2;
        }

        long in() {
            return (long) in1 * in2;
        }
    }

    /** Every form of every algorithm for a layer. */
    static List<AlgorithmExample> all(Sizes s) {
        long out = s.out();
        long in = s.in();
        long r = s.rank();
        long k = s.kernel();
        Shape linear = Shape.of(out, in);
        Shape conv = Shape.of(out, in, k, k);
        OptionalLong rows = OptionalLong.of(out);
        OptionalLong columns = OptionalLong.of(in);
        return List.of(
                of(Algorithm.LORA, "linear", linear, r, columns, rows, "lora_B.weight", "lora_A.weight", r, in, "lora_B.weight", out, r),
                of(Algorithm.LORA, "convolution", conv, r, columns, rows, "lora_down.weight",
                        "lora_down.weight", r, in, k, k, "lora_up.weight", out, r, 1, 1),
                of(Algorithm.LORA, "Tucker", conv, r, columns, rows, "lora_up.weight",
                        "lora_down.weight", r, in, 1, 1, "lora_mid.weight", r, r, k, k, "lora_up.weight", out, r, 1, 1)
                        .with("lora_mid.weight"),
                of(Algorithm.LORA, "embedding", linear, r, columns, rows, "lora_embedding_B",
                        "lora_embedding_A", r, out, "lora_embedding_B", in, r),
                of(Algorithm.ADALORA, "linear", linear, r, columns, rows, "lora_E",
                        "lora_A.weight", r, in, "lora_B.weight", out, r, "lora_E", r, 1),
                of(Algorithm.LOHA, "linear", linear, r, columns, rows, "hada_w2_a",
                        "hada_w1_a", out, r, "hada_w1_b", r, in, "hada_w2_a", out, r, "hada_w2_b", r, in),
                of(Algorithm.LOHA, "flat convolution", conv, r, OptionalLong.of(in * k * k), rows, "hada_w2_a",
                        "hada_w1_a", out, r, "hada_w1_b", r, in * k * k, "hada_w2_a", out, r, "hada_w2_b", r, in * k * k),
                of(Algorithm.LOHA, "Tucker", conv, r, columns, rows, "hada_t2",
                        "hada_w1_a", r, out, "hada_w1_b", r, in, "hada_w2_a", r, out, "hada_w2_b", r, in,
                        "hada_t1", r, r, k, k, "hada_t2", r, r, k, k),
                of(Algorithm.LOKR, "whole factors", linear, 0, columns, rows, "lokr_w2",
                        "lokr_w1", s.out1(), s.in1(), "lokr_w2", s.out2(), s.in2()),
                of(Algorithm.LOKR, "right product", linear, r, columns, rows, "lokr_w2_b",
                        "lokr_w1", s.out1(), s.in1(), "lokr_w2_a", s.out2(), r, "lokr_w2_b", r, s.in2()),
                of(Algorithm.LOKR, "left product", conv, r, columns, rows, "lokr_w2",
                        "lokr_w1_a", s.out1(), r, "lokr_w1_b", r, s.in1(), "lokr_w2", s.out2(), s.in2(), k, k),
                of(Algorithm.LOKR, "Tucker", conv, r, columns, rows, "lokr_t2",
                        "lokr_w1", s.out1(), s.in1(), "lokr_w2_a", r, s.out2(), "lokr_w2_b", r, s.in2(), "lokr_t2", r, r, k, k)
                        .with("lokr_t2"),
                of(Algorithm.IA3, "PEFT", linear, 0, UNKNOWN, UNKNOWN, "ia3_l", "ia3_l", out, 1).startingWith(1),
                of(Algorithm.IA3, "LyCORIS", linear, 0, UNKNOWN, UNKNOWN, "weight", "weight", in, "on_input", 1),
                of(Algorithm.OFT, "LyCORIS", linear, 0, UNKNOWN, rows, "oft_blocks", "oft_blocks", s.out1(), s.out2(), s.out2(), "rescale",
                        out, 1)
                        .with("rescale"),
                of(Algorithm.OFT, "kohya", linear, 0, UNKNOWN, rows, "oft_blocks", "oft_blocks", s.out1(), s.out2(), s.out2()),
                of(Algorithm.OFT, "PEFT", linear, 0, UNKNOWN, UNKNOWN, "oft_R.weight", "oft_R.weight", s.in1(), 6),
                of(Algorithm.BOFT, "LyCORIS", linear, 0, UNKNOWN, UNKNOWN, "oft_blocks", "oft_blocks", 1, s.out1(), s.out2(), s.out2()),
                of(Algorithm.BOFT, "PEFT", linear, 0, UNKNOWN, rows, "boft_R", "boft_R", 1, s.in1(), s.in2(), s.in2(), "boft_s", out, 1)
                        .with("boft_s"),
                of(Algorithm.GLORA, "linear", linear, r, columns, rows, "",
                        "a1.weight", r, in, "a2.weight", in, r, "b1.weight", r, in, "b2.weight", out, r),
                of(Algorithm.GLORA, "linear, newer", linear, r, columns, rows, "",
                        "a1.weight", in, r, "a2.weight", r, in, "b1.weight", out, r, "b2.weight", r, in),
                of(Algorithm.VERA, "linear", linear, r, UNKNOWN, rows, "vera_lambda_b", "vera_lambda_b", out, "vera_lambda_d", r),
                of(Algorithm.FULL_DIFF, "weight", conv, 0, columns, rows, "diff", "diff", out, in, k, k),
                of(Algorithm.NORM_DIFF, "norm", Shape.of(out), 0, UNKNOWN, rows, "w_norm", "w_norm", out));
    }

    /** @param parts ends of names, each with its sizes behind it */
    private static AlgorithmExample of(
            Algorithm algorithm, String form, Shape weight, long rank, OptionalLong inputs, OptionalLong outputs, String neutral,
            Object... parts) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (int from = 0; from < parts.length; ) {
            int to = from + 1;
            while (to < parts.length && parts[to] instanceof Number) {
                to++;
            }
            Object[] sizes = Arrays.copyOfRange(parts, from + 1, to);
            shapes.put((String) parts[from], Arrays.stream(sizes).mapToLong(size -> ((Number) size).longValue()).toArray());
            from = to;
        }
        return new AlgorithmExample(algorithm, form, weight, rank, inputs, outputs, shapes, List.of(), neutral, 0);
    }

    private AlgorithmExample with(String... others) {
        return new AlgorithmExample(algorithm, form, weight, rank, inputs, outputs, parts, List.of(others), neutral, start);
    }

    private AlgorithmExample startingWith(float value) {
        return new AlgorithmExample(algorithm, form, weight, rank, inputs, outputs, parts, optional, neutral, value);
    }

    /** A checkpoint with random values in all parts but one. */
    Checkpoint without(String missing) {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        parts.forEach((name, shape) -> {
            if (!name.equals(missing)) {
                checkpoint.tensor("a.b." + name, shape);
            }
        });
        return checkpoint.build();
    }

    /** With one part as another layer has it. */
    Checkpoint with(String part, AlgorithmExample other) {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        parts.forEach((name, shape) -> checkpoint.tensor("a.b." + name, name.equals(part) ? other.parts.get(name) : shape));
        return checkpoint.build();
    }

    Checkpoint random() {
        return without("");
    }

    /** As before the first step of a training. GLoRA's is a sum of two products. */
    Checkpoint untrained() {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        parts.forEach((name, shape) -> {
            boolean fixed = algorithm == Algorithm.GLORA ? name.startsWith("a2") || name.startsWith("b2") : name.equals(neutral);
            float[] values = new float[Math.toIntExact(Shape.of(shape).elements())];
            Arrays.fill(values, start);
            if (fixed) {
                checkpoint.values("a.b." + name, DType.F32, values, shape);
            } else {
                checkpoint.tensor("a.b." + name, shape);
            }
        });
        return checkpoint.build();
    }

    static AdapterModule module(Checkpoint checkpoint) throws Exception {
        return AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty()).modules().getFirst();
    }

    @Override
    public String toString() {
        return algorithm + " " + form + " " + weight;
    }
}
