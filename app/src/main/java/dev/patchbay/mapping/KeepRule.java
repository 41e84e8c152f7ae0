package dev.patchbay.mapping;

/** Leaves out every tensor that does <em>not</em> match. */
public record KeepRule(KeyPattern pattern) implements Rule {

    @Override
    public String describe() {
        return "keep " + pattern;
    }
}
