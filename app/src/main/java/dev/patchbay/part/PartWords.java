package dev.patchbay.part;

import static java.util.Map.entry;

import java.util.Map;

/** The words that stand for parts at the end of tensor names. */
final class PartWords {

    private static final Map<String, Part> PARTS = Map.ofEntries(
            entry("A", Part.DOWN),
            entry("down", Part.DOWN),
            entry("B", Part.UP),
            entry("up", Part.UP),
            entry("mid", Part.MID),
            entry("bias", Part.UP_BIAS),
            entry("embedding_A", Part.EMBEDDING_DOWN),
            entry("embedding_B", Part.EMBEDDING_UP),
            entry("lora_E", Part.LORA_E),
            entry("ranknum", Part.RANK_NUMBER),
            entry("hada_w1_a", Part.HADA_W1_A),
            entry("hada_w1_b", Part.HADA_W1_B),
            entry("hada_w2_a", Part.HADA_W2_A),
            entry("hada_w2_b", Part.HADA_W2_B),
            entry("hada_t1", Part.HADA_T1),
            entry("hada_t2", Part.HADA_T2),
            entry("lokr_w1", Part.LOKR_W1),
            entry("lokr_w1_a", Part.LOKR_W1_A),
            entry("lokr_w1_b", Part.LOKR_W1_B),
            entry("lokr_w2", Part.LOKR_W2),
            entry("lokr_w2_a", Part.LOKR_W2_A),
            entry("lokr_w2_b", Part.LOKR_W2_B),
            entry("lokr_t1", Part.LOKR_T1),
            entry("lokr_t2", Part.LOKR_T2),
            entry("oft_blocks", Part.OFT_BLOCKS),
            entry("rescale", Part.RESCALE),
            entry("oft_R", Part.OFT_R),
            entry("oft_r", Part.OFT_R),
            entry("boft_R", Part.BOFT_R),
            entry("boft_s", Part.BOFT_S),
            entry("ia3_l", Part.IA3),
            entry("on_input", Part.ON_INPUT),
            entry("vera_lambda_b", Part.VERA_LAMBDA_B),
            entry("vera_lambda_d", Part.VERA_LAMBDA_D),
            entry("vera_A", Part.VERA_A),
            entry("vera_B", Part.VERA_B),
            entry("a1", Part.GLORA_A1),
            entry("a2", Part.GLORA_A2),
            entry("b1", Part.GLORA_B1),
            entry("b2", Part.GLORA_B2),
            entry("bm", Part.GLORA_BM),
            entry("diff", Part.DIFF),
            entry("diff_b", Part.DIFF_BIAS),
            entry("set_weight", Part.SET_WEIGHT),
            entry("reshape_weight", Part.RESHAPE_WEIGHT),
            entry("w_norm", Part.NORM_WEIGHT),
            entry("b_norm", Part.NORM_BIAS),
            entry("dora_scale", Part.MAGNITUDE),
            entry("lora_magnitude_vector", Part.MAGNITUDE),
            entry("magnitude", Part.MAGNITUDE),
            entry("alpha", Part.ALPHA));

    private PartWords() {}

    /** @throws IllegalArgumentException for a word that stands for none */
    static Part part(String word) {
        Part part = PARTS.get(word);
        if (part == null) {
            throw new IllegalArgumentException(word + " is no part");
        }
        return part;
    }
}
