package dev.patchbay.adapter;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the products of a module can be formed: {@code up [out, r]} and {@code down [r, in]} need one and the same r, and so does what lies between
 * them.
 */
final class InnerSizes {

    /** Left factor, right factor, and the middle one of a convolution where there may be one. */
    private static final List<List<Part>> PRODUCTS = List.of(
            List.of(Part.UP, Part.DOWN, Part.MID),
            List.of(Part.EMBEDDING_UP, Part.EMBEDDING_DOWN),
            List.of(Part.HADA_W1_A, Part.HADA_W1_B, Part.HADA_T1),
            List.of(Part.HADA_W2_A, Part.HADA_W2_B, Part.HADA_T2),
            List.of(Part.LOKR_W1_A, Part.LOKR_W1_B, Part.LOKR_T1),
            List.of(Part.LOKR_W2_A, Part.LOKR_W2_B, Part.LOKR_T2));

    private InnerSizes() {}

    /** True unless two factors are there whose inner sizes differ; the sizes of one that is missing are not asked. */
    static boolean agree(Map<Part, MappedTensor> parts) {
        return PRODUCTS.stream().allMatch(product -> agree(product, parts));
    }

    private static boolean agree(List<Part> product, Map<Part, MappedTensor> parts) {
        Optional<Shape> left = shape(parts, product.get(0));
        Optional<Shape> right = shape(parts, product.get(1));
        if (left.isEmpty() || right.isEmpty()) {
            return true;
        }
        Optional<Shape> middle = product.size() > 2 ? shape(parts, product.get(2)) : Optional.empty();
        // The left factor of LoHa and LoKr lies the other way round beside a middle one: [r, out].
        int inner = middle.isPresent() && product.get(0) != Part.UP ? 0 : 1;
        if (left.get().dimensions() < 2 || right.get().dimensions() < 2) {
            return false;
        }
        long outer = left.get().size(inner);
        return middle.map(core -> core.dimensions() >= 2 && core.size(0) == outer && core.size(1) == right.get().size(0))
                .orElse(outer == right.get().size(0));
    }

    private static Optional<Shape> shape(Map<Part, MappedTensor> parts, Part part) {
        return Optional.ofNullable(parts.get(part)).map(tensor -> tensor.info().shape());
    }
}
