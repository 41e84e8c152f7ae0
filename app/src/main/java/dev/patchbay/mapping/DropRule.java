package dev.patchbay.mapping;

/** Leaves out every tensor that matches. */
public record DropRule(KeyPattern pattern) implements Rule {

    @Override
    public String describe() {
        return "drop " + pattern;
    }
}
