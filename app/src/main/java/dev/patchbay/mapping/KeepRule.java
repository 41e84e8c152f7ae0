package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;

/** Leaves out every tensor whose name does <em>not</em> match. */
public record KeepRule(KeyPattern pattern) implements Rule {

    @Override
    public String describe() {
        return "keep " + pattern;
    }
}
