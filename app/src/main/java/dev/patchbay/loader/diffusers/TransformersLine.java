package dev.patchbay.loader.diffusers;

import dev.patchbay.basemodel.ModuleDictionary;
import java.util.function.UnaryOperator;

/** Lines of transformers, whose {@code load_adapter} diffusers hands a text encoder's part of a file to. */
public enum TransformersLine {
    /** Room in a text encoder has values before it is filled: what is not filled does nothing. CLIP's names have no wrapper. */
    FIVE(true),
    /** Room is as empty as in the denoiser, and the encoder is moved at once. CLIP's names begin with {@code text_model.}. */
    FOUR(false);

    private static final String CLIP = "encoder.layers.0.self_attn.q_proj";

    private final boolean roomHasValues;

    TransformersLine(boolean roomHasValues) {
        this.roomHasValues = roomHasValues;
    }

    /** What the line calls the parts of a text encoder without a projection; only CLIP's names differ. */
    UnaryOperator<String> naming(ModuleDictionary encoder) {
        String wrapper = ModuleDictionary.CLIP_WRAPPER + ".";
        if (encoder.module(CLIP).isEmpty()) {
            return name -> name;
        }
        return this == FOUR
                ? name -> name.startsWith(wrapper) ? name : wrapper + name
                : name -> name.startsWith(wrapper) ? name.substring(wrapper.length()) : name;
    }

    boolean roomHasValues() {
        return roomHasValues;
    }
}
