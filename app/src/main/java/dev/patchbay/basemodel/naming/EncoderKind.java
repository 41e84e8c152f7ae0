package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleDictionary;
import java.util.List;
import java.util.OptionalLong;

/**
 * A kind of text encoder.
 *
 * @param name ComfyUI's: {@code clip_l}
 * @param module that all of the kind have
 * @param width columns of that module's weight; empty if any
 * @param also other words by which ComfyUI finds it
 */
record EncoderKind(String name, String module, OptionalLong width, List<String> also) {

    EncoderKind {
        also = List.copyOf(also);
    }

    boolean isOf(ModuleDictionary dictionary) {
        return dictionary.module(module)
                .filter(found -> width.isEmpty() || found.weight().dimensions() == 2 && found.weight().size(1) == width.getAsLong())
                .isPresent();
    }

    boolean isClip() {
        return name.startsWith("clip_");
    }

    boolean isCalled(String word) {
        return name.equals(word) || also.contains(word);
    }
}
