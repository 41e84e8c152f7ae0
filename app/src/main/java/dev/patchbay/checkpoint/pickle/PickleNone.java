package dev.patchbay.checkpoint.pickle;

/** Python's {@code None}. */
public enum PickleNone {
    NONE
}
