package dev.patchbay.generation.wan.vae;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;

/** A number for each channel of the latents. */
final class ChannelScale {

    private ChannelScale() {}

    /** {@code [1, channels, 1, 1, 1]} in float32. */
    static PtNDArray tensor(PtNDManager owner, List<Double> values) {
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i).floatValue();
        }
        return (PtNDArray) owner.create(numbers, new Shape(1, numbers.length, 1, 1, 1));
    }
}
