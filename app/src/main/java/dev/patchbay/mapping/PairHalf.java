package dev.patchbay.mapping;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which part of a low-rank pair a name says a tensor is. */
enum PairHalf {
    /** {@code [r, in, …]}. */
    DOWN("lora_A|lora_down|lora\\.down|_lora\\.down|lora_linear_layer\\.down|matrix_A|lora_a"),
    /** {@code [out, r, …]}. */
    UP("lora_B|lora_up|lora\\.up|_lora\\.up|lora_linear_layer\\.up|matrix_B|lora_b"),
    /** One number for the pair. */
    ALPHA("alpha|lora_alpha");

    private final Pattern suffix;

    PairHalf(String spellings) {
        // An adapter's name (.default), an index (matrix_A.0) and .weight may follow.
        this.suffix = Pattern.compile("(?:^|[._])(?:" + spellings + ")(?:\\.[A-Za-z0-9_]{1,64}){0,2}$");
    }

    /** Empty for names that are no part of a pair. */
    static Optional<PairHalf> of(String name) {
        for (PairHalf half : values()) {
            if (half.suffix.matcher(name).find()) {
                return Optional.of(half);
            }
        }
        return Optional.empty();
    }
}
