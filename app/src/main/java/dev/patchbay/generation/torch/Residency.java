package dev.patchbay.generation.torch;

import dev.patchbay.generation.PlannedStage;
import dev.patchbay.tensor.DType;

/**
 * How the weights of a component are held while it is used.
 *
 * @param dtype element type of its arithmetic: F32, F16 or BF16
 * @param bytes that its weights may take on the device between calls; blocks beyond are brought anew for each call. Weights that are used
 *     in a memory-mapped file take none.
 * @param stays whether it stays loaded when nobody uses it
 */
public record Residency(DType dtype, long bytes, boolean stays) {

    public Residency {
        if (dtype != DType.F32 && dtype != DType.F16 && dtype != DType.BF16) {
            throw new IllegalArgumentException(dtype.name());
        }
    }

    /** As a stage was planned. */
    public static Residency of(DType dtype, PlannedStage planned) {
        return new Residency(dtype, planned.streams() ? planned.kept() : Long.MAX_VALUE, planned.stays());
    }
}
