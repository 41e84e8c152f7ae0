package dev.patchbay.generation.wan.transformer;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;

/**
 * By which angles the positions of one axis turn their pairs of channels: position · 10000^(−2i / channels) for pair i, as diffusers'
 * {@code get_1d_rotary_pos_embed}, in double and rounded to float32 at the end.
 *
 * @param cos {@code [positions, channels / 2]}
 * @param sin likewise
 * @param positions along the axis
 * @param pairs half the channels
 */
record AxisTurns(float[] cos, float[] sin, int positions, int pairs) {

    private static final double THETA = 10000;

    static AxisTurns of(int positions, int channels) {
        int pairs = channels / 2;
        float[] cos = new float[Math.multiplyExact(positions, pairs)];
        float[] sin = new float[cos.length];
        for (int i = 0; i < cos.length; i++) {
            double angle = i / pairs / Math.pow(THETA, 2.0 * (i % pairs) / channels);
            cos[i] = (float) Math.cos(angle);
            sin[i] = (float) Math.sin(angle);
        }
        return new AxisTurns(cos, sin, positions, pairs);
    }

    PtNDArray cosines(PtNDManager owner) {
        return (PtNDArray) owner.create(cos, new Shape(positions, pairs));
    }

    PtNDArray sines(PtNDManager owner) {
        return (PtNDArray) owner.create(sin, new Shape(positions, pairs));
    }
}
