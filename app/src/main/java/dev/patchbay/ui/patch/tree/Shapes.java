package dev.patchbay.ui.patch.tree;

import dev.patchbay.tensor.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Formats tensor shapes for display. */
public final class Shapes {

    private Shapes() {}

    /** {@code 1920×8}; a scalar is {@code [ ]}. */
    public static String text(Shape shape) {
        return shape.dimensions() == 0
                ? shape.toString()
                : Arrays.stream(shape.toArray()).mapToObj(Long::toString).collect(Collectors.joining("×"));
    }
}
