package dev.patchbay.inspection.fit;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether the parts of an adapter module fit a weight {@code [out, in]}, of a convolution {@code [out, in, k…]}, of a norm {@code [n]}. */
public final class WeightFit {

    private WeightFit() {}

    public static boolean fits(AdapterModule module, Shape weight) {
        return switch (module.algorithm()) {
            case LORA, ADALORA -> module.parts().containsKey(Part.EMBEDDING_DOWN) ? embedding(module, weight) : pair(module, weight);
            case FULL_DIFF ->
                part(module, Part.DIFF, diff -> diff.equals(weight))
                        && part(module, Part.SET_WEIGHT, set -> set.equals(weight))
                        && part(module, Part.DIFF_BIAS, bias -> weight.dimensions() > 0 && bias.elements() == weight.size(0));
            case NORM_DIFF -> part(module, Part.NORM_WEIGHT, norm -> norm.elements() == weight.elements());
            case IA3 ->
                weight.dimensions() >= 2
                        && part(module, Part.IA3, vector -> List.of(weight.size(0), weight.size(1)).contains(vector.elements()));
            case LOHA, LOKR, OFT, BOFT, GLORA, VERA ->
                weight.dimensions() >= 2 && same(module.outputs(), weight.size(0)) && inputs(module.inputs(), weight);
        };
    }

    private static boolean pair(AdapterModule module, Shape weight) {
        // Beside a middle factor the down matrix has no kernel of its own.
        boolean middle = module.parts().containsKey(Part.MID);
        return weight.dimensions() >= 2
                && part(module, Part.DOWN, down -> middle ? down.dimensions() >= 2
                        && down.size(1) == weight.size(1) : downFits(down, weight))
                && part(module, Part.UP, up -> upFits(up, weight));
    }

    private static boolean embedding(AdapterModule module, Shape weight) {
        return weight.dimensions() == 2
                && part(module, Part.EMBEDDING_DOWN, down -> down.dimensions() == 2 && down.size(1) == weight.size(0))
                && part(module, Part.EMBEDDING_UP, up -> up.dimensions() == 2 && up.size(0) == weight.size(1));
    }

    private static boolean part(AdapterModule module, Part part, Predicate<Shape> fits) {
        Optional<Shape> shape = module.part(part).map(MappedTensor::info).map(info -> info.shape());
        return shape.isEmpty() || fits.test(shape.get());
    }

    private static boolean same(OptionalLong found, long wanted) {
        return found.isEmpty() || found.getAsLong() == wanted;
    }

    /** Inputs, or inputs times the kernel where a convolution's factors are kept flat. */
    private static boolean inputs(OptionalLong found, Shape weight) {
        return same(found, weight.size(1)) || same(found, weight.elements() / Math.max(1, weight.size(0)));
    }

    /** {@code [r, in]} for a linear layer, {@code [r, in, k…]} for a convolution; a 1×1 convolution takes either. */
    public static boolean downFits(Shape down, Shape weight) {
        return down.dimensions() >= 2 && down.size(1) == weight.size(1) && kernel(down).equals(kernel(weight));
    }

    /** {@code [out, r]}, or {@code [out, r, 1…]} for a convolution. */
    public static boolean upFits(Shape up, Shape weight) {
        return up.dimensions() >= 2 && up.size(0) == weight.size(0) && kernel(up).isEmpty();
    }

    /** Sizes of the kernel, none for 1×1. */
    private static List<Long> kernel(Shape shape) {
        List<Long> sizes = Stream.iterate(2, i -> i < shape.dimensions(), i -> i + 1).map(shape::size).toList();
        return sizes.stream().allMatch(size -> size == 1) ? List.of() : sizes;
    }
}
