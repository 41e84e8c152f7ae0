package dev.patchbay.export.adapter;

import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;

/**
 * A layer that the adapter leaves alone, but that the reader keeps in one with layers that it changes: its rows of the fused pair are zero.
 *
 * @param address {@code transformer.single_transformer_blocks.0.proj_mlp}
 * @param sibling a module of the adapter that is fused with it
 * @param outputs rows of its weight
 */
record AbsentPart(String address, CanonicalModule sibling, long outputs) {

    private String name(Part part) {
        return address + Dialect.PEFT.ending(part);
    }

    /**
     * Values that change nothing: a pair of rank 0, so that the fused rank does not grow.
     *
     * @param of the same part of the sibling
     * @param shared whether all parts of the fused layer have one A: then this has it, too, and a B of zeros
     */
    MappedTensor tensor(Part part, MappedTensor of, boolean shared) {
        Shape shape = of.info().shape();
        return switch (part) {
            case DOWN -> shared ? new MappedTensor(info(part, of, shape), of.recipe()) : zeros(part, of, shape.with(0, 0));
            case UP -> zeros(part, of, Shape.of(outputs, shared ? shape.size(1) : 0));
            case UP_BIAS -> zeros(part, of, Shape.of(outputs));
            default -> throw new IllegalArgumentException(part + " of " + address);
        };
    }

    private MappedTensor zeros(Part part, MappedTensor of, Shape shape) {
        DType type = of.info().dtype();
        return new MappedTensor(info(part, of, shape), new TensorRecipe.Zeros(type, shape));
    }

    private TensorInfo info(Part part, MappedTensor of, Shape shape) {
        return new TensorInfo(name(part), of.info().dtype(), shape);
    }
}
