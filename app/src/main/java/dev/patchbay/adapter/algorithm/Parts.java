package dev.patchbay.adapter.algorithm;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The parts of one module that are there, and their shapes. */
public record Parts(Map<Part, Shape> shapes) {

    public static Parts of(Map<Part, MappedTensor> tensors) {
        Map<Part, Shape> shapes = new EnumMap<>(Part.class);
        tensors.forEach((part, tensor) -> shapes.put(part, tensor.info().shape()));
        return new Parts(shapes);
    }

    boolean has(Part... all) {
        return shapes.keySet().containsAll(List.of(all));
    }

    boolean hasAny(Part... some) {
        return Stream.of(some).anyMatch(shapes::containsKey);
    }

    Optional<Shape> shape(Part part) {
        return Optional.ofNullable(shapes.get(part));
    }

    /** True unless the part is there and its shape is another. */
    boolean agrees(Part part, Predicate<Shape> fits) {
        return shape(part).map(fits::test).orElse(true);
    }

    /** Size of the first of these parts that has such a dimension. */
    OptionalLong size(int dimension, Part... candidates) {
        for (Part candidate : candidates) {
            Shape shape = shapes.get(candidate);
            if (shape != null && shape.dimensions() > dimension) {
                return OptionalLong.of(shape.size(dimension));
            }
        }
        return OptionalLong.empty();
    }

    /** Sizes behind the first two dimensions of the first of these parts that is there: a convolution's kernel. */
    List<Long> kernel(Part... candidates) {
        return Stream.of(candidates).map(this::shape).flatMap(Optional::stream).findFirst().map(Parts::kernel).orElse(List.of());
    }

    /** {@code [3, 3]} of {@code [out, in, 3, 3]}; empty for a linear layer. */
    static List<Long> kernel(Shape shape) {
        return Arrays.stream(shape.toArray()).skip(2).boxed().toList();
    }
}
