package dev.patchbay.inspection.fit;

/** How a stored tensor is used; shown by colour, sign and word. */
public enum TensorState {
    /** Part of a complete module that the base has with fitting shapes; in a full model, a tensor that the base has. */
    MAPPED,
    /** Part of an adapter module that the base does not have. */
    UNMATCHED,
    /** The base has the module (in a full model, the tensor), but a shape or rank differs or a half is missing. */
    MISMATCHED,
    /** A rule leaves it out. */
    DROPPED,
    /** Not part of the adapter; left out of the export. */
    LEFTOVER
}
