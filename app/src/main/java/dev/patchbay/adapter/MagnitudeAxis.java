package dev.patchbay.adapter;

/** Which way DoRA's magnitudes lie over a weight {@code [out, in, …]}. */
public enum MagnitudeAxis {
    /**
     * One a row: {@code [out]}, {@code [out, 1]}, of a convolution {@code [out, 1, 1, 1]} or {@code [1, out, 1, 1]}. The only one PEFT
     * reads.
     */
    OUTPUT,
    /** One a column: {@code [1, in]}. */
    INPUT,
    /** The shape fits neither. */
    UNCLEAR
}
