package dev.patchbay.export;

/** What an export does with the scale of an adapter. */
public enum ScaleHandling {
    /** Multiplied into the up matrices, so that B·A is the whole delta. */
    FOLDED,
    /** Written as rank and alpha into the metadata that the reader honours. */
    METADATA,
    /** The scale is 1: nothing to do. */
    NONE
}
