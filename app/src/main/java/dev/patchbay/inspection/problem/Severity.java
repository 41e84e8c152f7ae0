package dev.patchbay.inspection.problem;

/** How bad a problem is. */
public enum Severity {
    /** The adapter, or part of it, will not act. */
    ERROR,
    /** It will act, perhaps not as meant. */
    WARNING,
    INFO
}
