package dev.patchbay.part;

/**
 * What does not belong into the name of an adapter's module.
 *
 * @param text as it stands in the name: {@code _orig_mod}, {@code transformer}, {@code _}
 * @param program who leaves it there; empty if nobody in particular does
 */
public record Stray(Kind kind, String text, String program) {

    /** The kind of stray text. */
    public enum Kind {
        /** The attribute under which a program wraps the model. */
        WRAPPER,
        /** The same prefix once more, or a second one. */
        PREFIX,
        /** The adapter's own name at the end of the module's. */
        ADAPTER_NAME,
        /** A separator at the end, or two in a row. */
        SEPARATOR,
        /** Dots in a name whose prefix says that they are underscores. */
        DOTS
    }
}
