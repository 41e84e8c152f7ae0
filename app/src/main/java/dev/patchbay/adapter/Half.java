package dev.patchbay.adapter;

/** What a tensor is to its adapter module. */
public enum Half {
    /** A, {@code [r, in]}. */
    DOWN,
    /** B, {@code [out, r]}. */
    UP,
    /** The scale's numerator, one number. */
    ALPHA
}
