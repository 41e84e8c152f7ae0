package dev.patchbay.export.target;

import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.FloatsInMemory;

/**
 * A layer that the adapter leaves alone, but that the reader keeps in one with layers that it changes: its rows of the fused pair are zero.
 *
 * @param address {@code transformer.single_transformer_blocks.0.proj_mlp}
 * @param sibling a module of the adapter that is fused with it
 * @param outputs rows of its weight
 */
record AbsentPart(String address, CanonicalModule sibling, long outputs) {

    String name(Part part) {
        return address + PartNames.peft(part);
    }

    /**
     * Values that change nothing: a pair of rank 0, so that the fused rank does not grow.
     *
     * @param of the same part of the sibling
     * @param shared whether all parts of the fused layer have one A: then this has it, too, and a B of zeros
     */
    TensorData data(Part part, TensorData of, boolean shared) {
        return switch (part) {
            case DOWN -> shared ? of : zeros(of.dtype(), of.shape().with(0, 0));
            case UP -> zeros(of.dtype(), Shape.of(outputs, shared ? of.shape().size(1) : 0));
            case UP_BIAS -> zeros(of.dtype(), Shape.of(outputs));
            default -> throw new IllegalArgumentException(part + " of " + address);
        };
    }

    private static TensorData zeros(DType dtype, Shape shape) {
        return new FloatsInMemory(dtype, shape, new float[Math.toIntExact(shape.elements())]);
    }
}
