package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;

/** Turns matching matrices {@code [a, b]} into {@code [b, a]}: MLX stores low-rank pairs so. */
public record TransposeRule(KeyPattern pattern) implements Rule {

    @Override
    public String describe() {
        return "transpose " + pattern;
    }
}
