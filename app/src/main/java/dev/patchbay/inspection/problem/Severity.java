package dev.patchbay.inspection.problem;

/** How bad a problem is. */
public enum Severity {
    /** The adapter, or part of it, will have no effect. */
    ERROR,
    /** It will have an effect, but perhaps not the intended one. */
    WARNING,
    INFO
}
