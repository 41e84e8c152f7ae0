package dev.patchbay.checkpoint.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StrideListTest {

    /** Row-major strides of a shape, then both permuted the same way: what {@code permute} leaves behind. */
    @Property(tries = 200)
    void advancingVisitsEveryElementOfAPermutedTensorWhereItsIndexSays(
            @ForAll @Size(max = 4) List<@IntRange(min = 1, max = 4) Integer> sizes, @ForAll long seed) {
        List<long[]> dimensions = new ArrayList<>();
        long step = 1;
        for (int size : sizes) {
            dimensions.add(new long[] {size, step});
            step *= size;
        }
        Collections.shuffle(dimensions, new Random(seed));
        Shape shape = Shape.of(dimensions.stream().map(dimension -> dimension[0]).toList());
        StrideList strides = new StrideList(dimensions.stream().map(dimension -> dimension[1]).toList());

        long[] index = new long[shape.dimensions()];
        long place = 0;
        for (long i = 0; i < shape.elements(); i++) {
            assertThat(place).isEqualTo(placeOf(i, shape, strides));
            place += strides.advance(index, shape);
        }
        assertThat(strides.span(shape)).isEqualTo(step - 1);
    }

    private static long placeOf(long element, Shape shape, StrideList strides) {
        long place = 0;
        long rest = element;
        for (int i = shape.dimensions() - 1; i >= 0; i--) {
            place += rest % shape.size(i) * strides.steps().get(i);
            rest /= shape.size(i);
        }
        return place;
    }

    @Test
    void contiguousMeansRowMajorWhateverTheStepOfADimensionOfSizeOne() {
        Shape shape = Shape.of(2, 1, 3);
        assertThat(new StrideList(List.of(3L, 3L, 1L)).isContiguous(shape)).isTrue();
        assertThat(new StrideList(List.of(3L, 77L, 1L)).isContiguous(shape)).isTrue();
        assertThat(new StrideList(List.of(1L, 1L, 2L)).isContiguous(shape)).isFalse();
        assertThat(Stream.of(Shape.SCALAR).allMatch(new StrideList(List.of())::isContiguous)).isTrue();
    }
}
