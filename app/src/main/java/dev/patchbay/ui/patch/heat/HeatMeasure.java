package dev.patchbay.ui.patch.heat;

/** What the heat strip colours its cells by. */
public enum HeatMeasure {
    STATE,
    RANK,
    /** Frobenius norm of the change. */
    NORM
}
