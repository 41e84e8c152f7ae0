package dev.patchbay.adapter;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Spelling;
import dev.patchbay.tensor.Shape;
import java.util.OptionalLong;

/** Finds the axis of DoRA's magnitudes from their shape. */
final class Magnitudes {

    private Magnitudes() {}

    /**
     * @param inputs of the layer, if known
     * @param outputs of the layer, if known
     */
    static MagnitudeAxis axis(MappedTensor magnitude, OptionalLong inputs, OptionalLong outputs) {
        Shape shape = magnitude.info().shape();
        OptionalLong vector = vector(shape);
        if (vector.isEmpty()) {
            return MagnitudeAxis.UNCLEAR;
        }
        long count = vector.getAsLong();
        boolean rows = outputs.isEmpty() || outputs.getAsLong() == count;
        boolean columns = inputs.isEmpty() || inputs.getAsLong() == count;
        if (shape.dimensions() == 1 || shape.size(0) == count) {
            return rows ? MagnitudeAxis.OUTPUT : MagnitudeAxis.UNCLEAR;
        }
        if (shape.size(1) != count) {
            return MagnitudeAxis.UNCLEAR;
        }
        // PEFT writes a convolution's magnitudes per row as [1, n, 1, 1]; LyCORIS writes those per column so.
        boolean peft = AdapterKey.parse(magnitude.name()).filter(key -> key.spelling() == Spelling.DORA_SCALE).isEmpty();
        if (shape.dimensions() > 2 && rows && (peft || !columns)) {
            return MagnitudeAxis.OUTPUT;
        }
        return columns ? MagnitudeAxis.INPUT : MagnitudeAxis.UNCLEAR;
    }

    /** Length of a vector, along whichever dimension; empty for a matrix and for a single number. */
    private static OptionalLong vector(Shape shape) {
        long count = 1;
        for (int i = 0; i < shape.dimensions(); i++) {
            if (shape.size(i) != 1 && count != 1) {
                return OptionalLong.empty();
            }
            count = shape.size(i) == 1 ? count : shape.size(i);
        }
        return shape.dimensions() == 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
