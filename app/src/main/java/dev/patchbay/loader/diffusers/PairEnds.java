package dev.patchbay.loader.diffusers;

import java.util.regex.Pattern;

/**
 * Ends of the names of a pair.
 *
 * @param down {@code .lora_down.weight}
 * @param up {@code .lora_up.weight}
 */
record PairEnds(String down, String up) {

    static final PairEnds KOHYA = new PairEnds(".lora_down.weight", ".lora_up.weight");
    static final PairEnds PEFT = new PairEnds(".lora_A.weight", ".lora_B.weight");

    private static final Pattern NEWER_DOWN = Pattern.compile("lora_A");
    private static final Pattern NEWER_UP = Pattern.compile("lora_B");

    /** PEFT's where any name has them, else kohya's; for each half on its own. */
    static PairEnds found(StateDict names) {
        return new PairEnds(
                names.any(NEWER_DOWN) ? PEFT.down : KOHYA.down,
                names.any(NEWER_UP) ? PEFT.up : KOHYA.up);
    }
}
