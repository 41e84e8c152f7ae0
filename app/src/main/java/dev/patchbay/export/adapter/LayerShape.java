package dev.patchbay.export.adapter;

import dev.patchbay.loader.peft.LoraRoom;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.List;

/**
 * The shapes that programs give the factors beside a weight: A {@code [r, in]} and B {@code [out, r]} beside {@code [out, in]}, A
 * {@code [r, in, k…]} and B {@code [out, r, 1…]} beside a convolution's {@code [out, in, k…]}. Trainers also write those of a linear layer
 * as a convolution of kernel 1, and those of such a convolution as a linear layer.
 *
 * @param weights of the base's layers that the pair changes: one, or those that it is fused from
 */
record LayerShape(List<Shape> weights) {

    /**
     * @param part DOWN or UP
     * @param stored shape in the file
     * @return the stored shape if it has not as many elements as the layer wants
     */
    Shape of(Part part, Shape stored) {
        if (weights.isEmpty() || stored.dimensions() < 2) {
            return stored;
        }
        boolean linear = weights.stream().allMatch(weight -> weight.dimensions() == 2);
        Shape wanted = linear ? Shape.of(stored.size(0), stored.size(1)) : convolution(part, stored);
        return wanted.elements() == stored.elements() ? wanted : stored;
    }

    private Shape convolution(Part part, Shape stored) {
        Shape weight = weights.getFirst();
        if (weights.size() > 1 || weight.dimensions() < 2) {
            return stored;
        }
        return part == Part.DOWN ? weight.with(0, stored.size(0)) : LoraRoom.up(weight, stored.size(1));
    }

    /** The shape in which PEFT keeps the magnitudes of the layer; the stored one if that is unknown or has another number of elements. */
    Shape magnitude(Shape stored) {
        boolean known = weights.size() == 1 && weights.getFirst().dimensions() >= 2;
        Shape wanted = known ? LoraRoom.magnitude(weights.getFirst()) : stored;
        return wanted.elements() == stored.elements() ? wanted : stored;
    }
}
