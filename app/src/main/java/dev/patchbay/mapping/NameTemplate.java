package dev.patchbay.mapping;

import java.util.Map;

/** A name to be filled in with what a pattern captured. */
public final class NameTemplate {

    private final String text;

    private NameTemplate(String text) {
        this.text = text;
    }

    /** @throws RuleSyntaxException if the text is no template; the message says where */
    public static NameTemplate parse(String text) throws RuleSyntaxException {
        return new NameTemplate(text);
    }

    /** The name; a capture of no segments takes its dot with it. */
    public String fill(Map<String, String> captures) {
        throw new IllegalStateException("arrives with the mapping branch: " + text + captures);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NameTemplate template && template.text.equals(text);
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
