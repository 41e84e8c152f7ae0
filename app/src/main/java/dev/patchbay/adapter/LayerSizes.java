package dev.patchbay.adapter;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Rank, inputs and outputs that the shapes of a module's parts tell. */
final class LayerSizes {

    private LayerSizes() {}

    /** Inner size of the product; 0 where the algorithm has none, or the shapes are no matrices. */
    static long rank(Algorithm algorithm, Map<Part, MappedTensor> parts) {
        return switch (algorithm) {
            case LORA, ADALORA ->
                first(parts, 0, Part.DOWN)
                        .or(() -> first(parts, 1, Part.UP))
                        .or(() -> first(parts, 0, Part.EMBEDDING_DOWN))
                        .or(() -> first(parts, 1, Part.EMBEDDING_UP))
                        .orElse(0L);
            case LOHA -> first(parts, 0, Part.HADA_W1_B, Part.HADA_W2_B).orElse(0L);
            // ComfyUI and LyCORIS divide alpha by the inner size of w2, or of w1 where w2 is whole.
            case LOKR -> first(parts, 0, Part.LOKR_W2_B, Part.LOKR_W1_B).orElse(0L);
            case GLORA -> first(parts, 0, Part.GLORA_A1, Part.GLORA_B1).orElse(0L);
            case VERA -> first(parts, 0, Part.VERA_LAMBDA_D).orElse(0L);
            case IA3, OFT, BOFT, FULL_DIFF, NORM_DIFF -> 0;
        };
    }

    static OptionalLong inputs(Algorithm algorithm, Map<Part, MappedTensor> parts) {
        return optional(switch (algorithm) {
            case LORA, ADALORA -> first(parts, 1, Part.DOWN);
            case LOHA -> first(parts, 1, Part.HADA_W1_B, Part.HADA_W2_B);
            case LOKR -> lokr(parts, 1, Part.LOKR_W1_B, Part.LOKR_W2_B);
            case GLORA -> first(parts, 1, Part.GLORA_A1, Part.GLORA_B1);
            case FULL_DIFF -> first(parts, 1, Part.DIFF, Part.SET_WEIGHT);
            case IA3, OFT, BOFT, VERA, NORM_DIFF -> Optional.empty();
        });
    }

    static OptionalLong outputs(Algorithm algorithm, Map<Part, MappedTensor> parts) {
        return optional(switch (algorithm) {
            case LORA, ADALORA -> first(parts, 0, Part.UP, Part.UP_BIAS);
            case LOHA -> first(parts, parts.containsKey(Part.HADA_T1) ? 1 : 0, Part.HADA_W1_A, Part.HADA_W2_A);
            case LOKR -> lokr(parts, 0, Part.LOKR_W1_A, Part.LOKR_W2_A);
            case GLORA -> first(parts, 0, Part.GLORA_B2);
            case FULL_DIFF -> first(parts, 0, Part.DIFF, Part.SET_WEIGHT, Part.DIFF_BIAS);
            case BOFT, OFT -> first(parts, 0, Part.RESCALE, Part.BOFT_S);
            case VERA -> first(parts, 0, Part.VERA_LAMBDA_B);
            case NORM_DIFF -> first(parts, 0, Part.NORM_WEIGHT, Part.NORM_BIAS);
            case IA3 -> Optional.empty();
        });
    }

    /** Product of the sizes of both Kronecker factors. */
    private static Optional<Long> lokr(Map<Part, MappedTensor> parts, int dimension, Part leftHalf, Part rightHalf) {
        // Beside a middle factor the first half of w2 lies the other way round.
        int right = dimension == 0 && parts.containsKey(Part.LOKR_T2) ? 1 : dimension;
        Optional<Long> one = first(parts, dimension, Part.LOKR_W1).or(() -> first(parts, dimension, leftHalf));
        Optional<Long> other = first(parts, dimension, Part.LOKR_W2).or(() -> first(parts, right, rightHalf));
        return one.flatMap(left -> other.map(size -> Math.multiplyHigh(left, size) == 0 ? left * size : 0));
    }

    private static Optional<Long> first(Map<Part, MappedTensor> parts, int dimension, Part... candidates) {
        for (Part candidate : candidates) {
            MappedTensor tensor = parts.get(candidate);
            if (tensor != null && tensor.info().shape().dimensions() > dimension) {
                Shape shape = tensor.info().shape();
                return Optional.of(shape.size(dimension));
            }
        }
        return Optional.empty();
    }

    private static OptionalLong optional(Optional<Long> size) {
        return size.map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
