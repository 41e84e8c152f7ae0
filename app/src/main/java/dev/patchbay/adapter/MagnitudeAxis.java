package dev.patchbay.adapter;

/** The axis of DoRA's magnitudes on a weight {@code [out, in, …]}. */
public enum MagnitudeAxis {
    /**
     * One for each row: {@code [out]}, {@code [out, 1]}, of a convolution {@code [out, 1, 1, 1]} or {@code [1, out, 1, 1]}. The only one
     * PEFT reads.
     */
    OUTPUT,
    /** One for each column: {@code [1, in]}. */
    INPUT,
    /** The shape fits neither. */
    UNCLEAR
}
