package dev.patchbay.inspection.fit;

/** What becomes of a stored tensor; shown by colour, sign and word. */
public enum TensorState {
    /** Part of a complete module that the base has, shapes fit; of a whole model a tensor that the base has. */
    MAPPED,
    /** Part of an adapter module that the base does not have. */
    UNMATCHED,
    /** The base has the module, or of a whole model the tensor, but a shape, a rank or a missing half stands against it. */
    MISMATCHED,
    /** A rule leaves it out. */
    DROPPED,
    /** No part of the adapter; left out of the export. */
    LEFTOVER
}
