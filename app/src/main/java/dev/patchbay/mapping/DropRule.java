package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;

/** Leaves out every tensor whose name matches. */
public record DropRule(KeyPattern pattern) implements Rule {

    @Override
    public String describe() {
        return "drop " + pattern;
    }
}
