package dev.patchbay.ui.patch;

/** What reaches a base module; shown by colour, sign and word. */
public enum ReachState {
    /** An adapter module reaches it, but a shape, a rank or a missing half stands against it. */
    CONFLICT,
    /** An adapter module reaches it and fits. */
    REACHED,
    /** Nothing reaches it. */
    FREE,
    /** A norm, which a low-rank adapter cannot change. */
    FIXED
}
