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
 * A layer that the adapter does not change although the target program stores it fused with layers that the adapter does change: FLUX'
 * {@code proj_mlp} beside {@code to_q}. Its rows of the fused B are zero.
 *
 * @param address canonical name without ending, {@code transformer.single_transformer_blocks.0.proj_mlp}
 * @param sibling a module of the adapter that is fused with it
 * @param outputs rows of its weight {@code [out, in]}
 */
record AbsentPart(String address, CanonicalModule sibling, long outputs) {

    private String name(Part part) {
        return address + Dialect.PEFT.ending(part);
    }

    /**
     * A part of a pair with zero change. The pair has rank 0, A {@code [0, in]} and B {@code [out, 0]}, so that the fused rank does not
     * grow; where A is shared, that A and a B {@code [out, r]} of zeros.
     *
     * @param part DOWN, UP or a bias
     * @param of the same part of the sibling, for its dtype and shape
     * @param shared true if all layers that are fused have one and the same A
     */
    MappedTensor tensor(Part part, MappedTensor of, boolean shared) {
        Shape shape = of.info().shape();
        return switch (part) {
            case DOWN -> shared ? new MappedTensor(info(part, of, shape), of.recipe()) : zeros(part, of, shape.with(0, 0));
            case UP -> zeros(part, of, Shape.of(outputs, shared ? shape.size(1) : 0));
            case UP_BIAS, DIFF_BIAS -> zeros(part, of, Shape.of(outputs));
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
