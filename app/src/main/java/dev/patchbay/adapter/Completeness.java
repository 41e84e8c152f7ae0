package dev.patchbay.adapter;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which parts an algorithm cannot do without. */
final class Completeness {

    private Completeness() {}

    static boolean isComplete(Algorithm algorithm, Set<Part> parts) {
        return switch (algorithm) {
            case LORA -> all(parts, Part.DOWN, Part.UP) || all(parts, Part.EMBEDDING_DOWN, Part.EMBEDDING_UP);
            case ADALORA -> all(parts, Part.DOWN, Part.UP, Part.LORA_E);
            case LOHA ->
                all(parts, Part.HADA_W1_A, Part.HADA_W1_B, Part.HADA_W2_A, Part.HADA_W2_B)
                        && parts.contains(Part.HADA_T1) == parts.contains(Part.HADA_T2);
            case LOKR ->
                (parts.contains(Part.LOKR_W1) || all(parts, Part.LOKR_W1_A, Part.LOKR_W1_B))
                        && (parts.contains(Part.LOKR_W2) || all(parts, Part.LOKR_W2_A, Part.LOKR_W2_B));
            case IA3 -> parts.contains(Part.IA3);
            case OFT -> parts.contains(Part.OFT_BLOCKS) || parts.contains(Part.OFT_R);
            case BOFT -> parts.contains(Part.OFT_BLOCKS) || parts.contains(Part.BOFT_R);
            case GLORA -> all(parts, Part.GLORA_A1, Part.GLORA_A2, Part.GLORA_B1, Part.GLORA_B2);
            case VERA -> all(parts, Part.VERA_LAMBDA_B, Part.VERA_LAMBDA_D);
            case FULL_DIFF -> any(parts, Part.DIFF, Part.DIFF_BIAS, Part.SET_WEIGHT);
            case NORM_DIFF -> any(parts, Part.NORM_WEIGHT, Part.NORM_BIAS);
        };
    }

    private static boolean all(Set<Part> parts, Part... needed) {
        return parts.containsAll(List.of(needed));
    }

    private static boolean any(Set<Part> parts, Part... needed) {
        return EnumSet.copyOf(List.of(needed)).stream().anyMatch(parts::contains);
    }
}
