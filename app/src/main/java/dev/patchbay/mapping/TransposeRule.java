package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;

/** Transposes matching matrices, {@code [a, b]} to {@code [b, a]}: MLX stores low-rank pairs transposed. */
public record TransposeRule(KeyPattern pattern) implements Rule {

    @Override
    public String describe() {
        return "transpose " + pattern;
    }
}
