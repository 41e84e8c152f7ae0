package dev.patchbay.inspection;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An adapter module held against the base.
 *
 * @param component of the base that it would be in
 * @param info the base's module of that name, if there is one
 */
record ModuleFit(AdapterModule module, String component, Optional<ModuleInfo> info) {

    /** Down and up as far as they are there, down first. */
    List<MappedTensor> halves() {
        return Stream.of(module.down(), module.up()).flatMap(Optional::stream).toList();
    }

    boolean isMatched() {
        return info.isPresent();
    }

    /** Columns of the down matrix: the inputs of the layer it was trained on. */
    OptionalLong in() {
        return size(module.down(), 1);
    }

    /** Rows of the up matrix: the outputs of that layer. */
    OptionalLong out() {
        return size(module.up(), 0);
    }

    private static OptionalLong size(Optional<MappedTensor> half, int dimension) {
        return half.map(MappedTensor::info)
                .filter(info -> info.shape().dimensions() >= 2)
                .map(info -> OptionalLong.of(info.shape().size(dimension)))
                .orElse(OptionalLong.empty());
    }

    /** True if both halves fit the base's weight {@code [out, in, …]}; a half that is missing stands against nothing. */
    boolean shapesFit() {
        return info.map(one -> one.adaptable()
                        && module.down().map(half -> downFits(half.info().shape(), one.weight())).orElse(true)
                        && module.up().map(half -> upFits(half.info().shape(), one.weight())).orElse(true))
                .orElse(false);
    }

    /** True if the halves would fit with rows and columns exchanged, as MLX stores them. */
    boolean isTransposed() {
        return info.filter(ModuleInfo::adaptable)
                .filter(one -> !shapesFit() && module.isComplete())
                .map(one -> turned(module.down()).map(shape -> downFits(shape, one.weight())).orElse(false)
                        && turned(module.up()).map(shape -> upFits(shape, one.weight())).orElse(false))
                .orElse(false);
    }

    private static Optional<Shape> turned(Optional<MappedTensor> half) {
        return half.map(tensor -> tensor.info().shape())
                .filter(shape -> shape.dimensions() == 2)
                .map(shape -> Shape.of(shape.size(1), shape.size(0)));
    }

    /** {@code [r, in]} for a linear layer, {@code [r, in, k…]} for a convolution; a 1×1 convolution takes either. */
    private static boolean downFits(Shape down, Shape weight) {
        return down.dimensions() >= 2 && down.size(1) == weight.size(1) && kernel(down).equals(kernel(weight));
    }

    /** {@code [out, r]}, or {@code [out, r, 1…]} for a convolution. */
    private static boolean upFits(Shape up, Shape weight) {
        return up.dimensions() >= 2 && up.size(0) == weight.size(0) && kernel(up).isEmpty();
    }

    /** Sizes of the kernel, none for 1×1. */
    private static List<Long> kernel(Shape shape) {
        List<Long> sizes = Stream.iterate(2, i -> i < shape.dimensions(), i -> i + 1).map(shape::size).toList();
        return sizes.stream().allMatch(size -> size == 1) ? List.of() : sizes;
    }

    /** True unless both halves are there and rows of down are not columns of up. */
    boolean ranksAgree() {
        OptionalLong rows = size(module.down(), 0);
        OptionalLong columns = size(module.up(), 1);
        return rows.isEmpty() || columns.isEmpty() || rows.getAsLong() == columns.getAsLong();
    }

    /** True if the module will act: it is whole, the base has it, and nothing stands against it. */
    boolean fits(Expectation expectation) {
        boolean expectedRank = expectation.rank().isEmpty() || expectation.rank().getAsLong() == module.rank();
        return module.isComplete() && isMatched() && shapesFit() && ranksAgree() && expectedRank;
    }
}
