package dev.patchbay.mapping;

/** Turns matching matrices {@code [a, b]} into {@code [b, a]}: MLX stores low-rank pairs so. */
public record TransposeRule(KeyPattern pattern) implements Rule {

    @Override
    public String describe() {
        return "transpose " + pattern;
    }
}
