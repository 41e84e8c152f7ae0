package dev.patchbay.loader;

/** What a person wants done with the scale of an adapter. */
public enum ScaleChoice {
    /** The safest for every reader: {@link #FOLD}. */
    AUTO,
    /** Multiply it into the up matrices. */
    FOLD,
    /** Write rank and alpha into the metadata and leave the tensors as they are. Readers that ignore the metadata will take 1. */
    METADATA
}
