package dev.patchbay.loader.peft;

import dev.patchbay.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters that PEFT makes beside a linear layer or a convolution. */
public final class LoraRoom {

    private static final String A = ".lora_A.weight";
    private static final String B = ".lora_B.weight";
    private static final String BIAS = ".lora_B.bias";
    public static final String MAGNITUDE = ".lora_magnitude_vector";

    private LoraRoom() {}

    /**
     * Shapes by the ends of names.
     *
     * @param weight {@code [out, in]} or {@code [out, in, …]}
     * @param bias {@code lora_bias}
     * @param magnitudes {@code use_dora}
     */
    static Map<String, Shape> of(Shape weight, long rank, boolean bias, boolean magnitudes) {
        Map<String, Shape> room = new LinkedHashMap<>();
        room.put(A, weight.with(0, rank));
        room.put(B, up(weight, rank));
        if (bias) {
            room.put(BIAS, Shape.of(weight.size(0)));
        }
        if (magnitudes) {
            room.put(MAGNITUDE, magnitude(weight));
        }
        return room;
    }

    /** Beside an embedding of {@code [words, out]}, {@code [r, words]} and {@code [out, r]}. */
    static Map<String, Shape> ofEmbedding(Shape weight, long rank, boolean magnitudes) {
        Map<String, Shape> room = new LinkedHashMap<>();
        room.put(".lora_embedding_A", Shape.of(rank, weight.size(0)));
        room.put(".lora_embedding_B", Shape.of(weight.size(1), rank));
        if (magnitudes) {
            room.put(MAGNITUDE, Shape.of(weight.size(1)));
        }
        return room;
    }

    /** Beside a convolution of as many groups as channels, whose rank they divide: A sees all channels, B is in groups. */
    static Map<String, Shape> ofDepthwise(Shape weight, long rank, boolean bias, boolean magnitudes) {
        Map<String, Shape> room = of(weight, rank, bias, magnitudes);
        room.put(A, weight.with(0, rank).with(1, weight.size(0)));
        room.put(B, up(weight, rank / weight.size(0)));
        return room;
    }

    /** {@code [out]}, and of a convolution {@code [1, out, 1, …]}. */
    public static Shape magnitude(Shape weight) {
        if (weight.dimensions() == 2) {
            return Shape.of(weight.size(0));
        }
        long[] sizes = new long[weight.dimensions()];
        Arrays.fill(sizes, 1);
        sizes[1] = weight.size(0);
        return Shape.of(sizes);
    }

    /** {@code [out, r]}, and of a convolution {@code [out, r, 1, …]}. */
    public static Shape up(Shape weight, long rank) {
        long[] sizes = new long[weight.dimensions()];
        Arrays.fill(sizes, 1);
        sizes[0] = weight.size(0);
        sizes[1] = rank;
        return Shape.of(sizes);
    }
}
