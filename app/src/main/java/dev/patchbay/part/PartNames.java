package dev.patchbay.part;

import java.util.Locale;

/** How programs spell the end of a tensor's name, with the dot: {@code .lora_A.weight}. */
public final class PartNames {

    private PartNames() {}

    /** As PEFT and diffusers have it; these are also the canonical names. */
    public static String peft(Part part) {
        return switch (part) {
            case DOWN -> ".lora_A.weight";
            case UP -> ".lora_B.weight";
            case UP_BIAS -> ".lora_B.bias";
            case MAGNITUDE -> ".lora_magnitude_vector";
            case EMBEDDING_DOWN -> ".lora_embedding_A";
            case EMBEDDING_UP -> ".lora_embedding_B";
            default -> other(part);
        };
    }

    /** As kohya, LyCORIS and ComfyUI have it. */
    public static String kohya(Part part) {
        return switch (part) {
            case DOWN -> ".lora_down.weight";
            case UP -> ".lora_up.weight";
            case UP_BIAS -> ".diff_b";
            case MAGNITUDE -> ".dora_scale";
            default -> other(part);
        };
    }

    /** Spelt alike wherever they occur. */
    private static String other(Part part) {
        return switch (part) {
            case MID -> ".lora_mid.weight";
            case OFT_R -> ".oft_R.weight";
            case BOFT_R -> ".boft_R";
            case BOFT_S -> ".boft_s";
            case IA3 -> ".weight";
            case GLORA_A1, GLORA_A2, GLORA_B1, GLORA_B2, GLORA_BM -> "." + word(part).substring("glora_".length()) + ".weight";
            case VERA_LAMBDA_B, VERA_LAMBDA_D -> "." + word(part);
            case VERA_A -> ".vera_A";
            case VERA_B -> ".vera_B";
            case LORA_E -> ".lora_E";
            case RANK_NUMBER -> ".ranknum";
            case DIFF_BIAS -> ".diff_b";
            case NORM_WEIGHT -> ".w_norm";
            case NORM_BIAS -> ".b_norm";
            default -> "." + word(part);
        };
    }

    private static String word(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
