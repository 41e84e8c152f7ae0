package dev.patchbay.adapter;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.tensor.Shape;
import java.util.OptionalLong;

/** Tells which way DoRA's magnitudes lie. */
final class Magnitudes {

    private Magnitudes() {}

    /**
     * @param inputs of the layer, if known
     * @param outputs of the layer, if known
     */
    static MagnitudeAxis axis(MappedTensor magnitude, OptionalLong inputs, OptionalLong outputs) {
        Shape shape = magnitude.info().shape();
        if (shape.dimensions() == 0) {
            return MagnitudeAxis.UNCLEAR;
        }
        long count = shape.elements();
        boolean rows = outputs.isEmpty() || outputs.getAsLong() == count;
        boolean columns = inputs.isEmpty() || inputs.getAsLong() == count;
        if (shape.dimensions() == 1 || shape.size(0) == count) {
            return rows ? MagnitudeAxis.OUTPUT : MagnitudeAxis.UNCLEAR;
        }
        if (shape.size(1) != count) {
            return MagnitudeAxis.UNCLEAR;
        }
        // [1, n, 1, 1] is PEFT's way to write one a row of a convolution, and LyCORIS' way to write one a column.
        boolean peft = !magnitude.name().endsWith(".dora_scale");
        if (shape.dimensions() > 2 && rows && (peft || !columns)) {
            return MagnitudeAxis.OUTPUT;
        }
        return columns ? MagnitudeAxis.INPUT : MagnitudeAxis.UNCLEAR;
    }
}
