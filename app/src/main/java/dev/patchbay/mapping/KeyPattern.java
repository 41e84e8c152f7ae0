package dev.patchbay.mapping;

import java.util.Map;
import java.util.Optional;

/** A pattern over whole tensor names. */
public final class KeyPattern {

    private final String text;

    private KeyPattern(String text) {
        this.text = text;
    }

    /** @throws RuleSyntaxException if the text is no pattern; the message says where */
    public static KeyPattern parse(String text) throws RuleSyntaxException {
        return new KeyPattern(text);
    }

    /** The captures by name if the whole name matches. */
    public Optional<Map<String, String>> match(String name) {
        throw new IllegalStateException("arrives with the mapping branch: " + text + name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
