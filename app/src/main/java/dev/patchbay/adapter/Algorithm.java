package dev.patchbay.adapter;

/** How an adapter changes a weight. */
public enum Algorithm {
    /** {@code W + s · B · A}. */
    LORA
}
