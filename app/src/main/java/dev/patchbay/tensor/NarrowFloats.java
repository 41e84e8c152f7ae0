package dev.patchbay.tensor;

/**
 * Values of the 8-bit and 4-bit floats, in one table for each type.
 *
 * @see <a href="https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf">OCP Microscaling Formats 1.0</a>
 */
final class NarrowFloats {

    /** Sign, 4 bits of exponent (bias 7), 3 of mantissa; no infinities; NaN if all exponent and mantissa bits are set; at most 448. */
    static final float[] E4M3 = new float[256];

    /** Sign, 5 bits of exponent (bias 15), 2 of mantissa; infinities and NaN as in IEEE 754: the upper half of a float16. */
    static final float[] E5M2 = new float[256];

    /** A power of two, {@code 2^(code - 127)}, without sign or zero; 255 is NaN. */
    static final float[] E8M0 = new float[256];

    /** Sign, 2 bits of exponent (bias 1), 1 of mantissa: 0 to 6, nothing else. */
    static final float[] E2M1 = {0, 0.5f, 1, 1.5f, 2, 3, 4, 6, -0f, -0.5f, -1, -1.5f, -2, -3, -4, -6};

    static {
        for (int code = 0; code < 256; code++) {
            E4M3[code] = e4m3(code);
            E5M2[code] = Float.float16ToFloat((short) (code << 8));
            E8M0[code] = code == 255 ? Float.NaN : Math.scalb(1f, code - 127);
        }
    }

    private NarrowFloats() {}

    private static float e4m3(int code) {
        int exponent = code >> 3 & 15;
        int mantissa = code & 7;
        float size = exponent == 0 ? Math.scalb((float) mantissa, -9) : Math.scalb(1 + mantissa / 8f, exponent - 7);
        float value = (code & 0x7f) == 0x7f ? Float.NaN : size;
        return code < 128 ? value : -value;
    }
}
