package dev.patchbay.generation.torch;

/** Tells numbers from NaN and infinities. */
public final class Finite {

    private Finite() {}

    /** True if no value is NaN or infinite. */
    public static boolean all(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
