package dev.patchbay.message;

/** An exception that brings its sentence for a person. */
public interface Explained {

    /** The sentence, which can be shown in any language. */
    Message explanation();
}
