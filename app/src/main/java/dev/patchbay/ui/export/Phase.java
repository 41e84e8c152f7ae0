package dev.patchbay.ui.export;

/** State of an export. */
public enum Phase {
    /** No adapter is open, or it is still being analysed. */
    WAITING,
    PLANNING,
    /** The plan is complete and can be carried out. */
    READY,
    /** Nothing can be written; the notice says why. */
    IMPOSSIBLE,
    WRITING,
    /** Written and verified. */
    DONE
}
