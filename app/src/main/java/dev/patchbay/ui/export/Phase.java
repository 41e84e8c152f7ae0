package dev.patchbay.ui.export;

/** Where an export stands. */
public enum Phase {
    /** No adapter is open, or it is still being analysed. */
    WAITING,
    PLANNING,
    /** The plan is there to be looked at and carried out. */
    READY,
    /** There is nothing that could be written; the notice says why. */
    IMPOSSIBLE,
    WRITING,
    /** Written and verified. */
    DONE
}
