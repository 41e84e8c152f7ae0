package dev.patchbay.generation.torch;

import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.RowsShare;
import dev.patchbay.adapter.effect.WeightShare;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import java.util.HashMap;
import java.util.Map;

/**
 * What adapters take on a device beside the weights, by the shapes of their values, which are not read.
 *
 * @param kept all through a run: pairs, factors, small differences
 * @param changed tensors of one block that are made anew from stored ones, most at a time
 * @param making bytes on the way to the largest of these
 */
public record AdapterBytes(long kept, long changed, long making) {

    public static final AdapterBytes NONE = new AdapterBytes(0, 0, 0);

    /** True if pairs are evaluated beside the weights, or weights are changed. */
    public boolean any() {
        return kept + changed > 0;
    }

    /** Adds up shares of adapters. */
    static final class Sum {

        /** Float32 copies of a tensor while a share is added: the change, what it was before its factor, and the sum. */
        private static final int COPIES = 3;

        /** With magnitudes: the changed weight, its squares and the rows of their lengths too. */
        private static final int COPIES_WITH_MAGNITUDES = 5;

        private final DType dtype;
        private final Map<Object, Map<String, Tensor>> changed = new HashMap<>();
        private long kept;

        Sum(DType dtype) {
            this.dtype = dtype;
        }

        /** Elements of a tensor that is made anew, and float32 copies of it on the way. */
        private record Tensor(long elements, int copies) {}

        /** A low-rank pair that is evaluated beside its layer. */
        void pair(LayerShare layer) {
            kept += values(layer);
        }

        /**
         * A change of a tensor.
         *
         * @param place of the block
         * @param name of the tensor in the block
         * @param elements of the tensor
         */
        void change(Object place, String name, long elements, WeightShare share) {
            kept += values(share);
            // The unchanged tensor is widened first.
            int widened = dtype == DType.F32 ? 0 : 1;
            changed.computeIfAbsent(place, one -> new HashMap<>())
                    .merge(name, new Tensor(elements, widened + copies(share)), (a, b) -> new Tensor(elements, a.copies() + copies(share)));
        }

        private static int copies(WeightShare share) {
            return switch (share) {
                case LayerShare layer -> layer.parts().values().containsKey(Part.MAGNITUDE) ? COPIES_WITH_MAGNITUDES : COPIES;
                case DifferenceShare difference -> COPIES;
                case RowsShare rows -> copies(rows.share());
            };
        }

        private static long values(WeightShare share) {
            return switch (share) {
                case LayerShare layer -> layer.parts().values().values().stream()
                        .mapToLong(value -> Float.BYTES * value.data().shape().elements())
                        .sum();
                case DifferenceShare difference -> Uploads.keeps(difference) ? Float.BYTES * difference.data().shape().elements() : 0;
                case RowsShare rows -> values(rows.share());
            };
        }

        AdapterBytes bytes() {
            long most = 0;
            long making = 0;
            for (Map<String, Tensor> block : changed.values()) {
                most = Math.max(most, block.values().stream().mapToLong(tensor -> dtype.byteSize(tensor.elements())).sum());
                for (Tensor tensor : block.values()) {
                    making = Math.max(making, Float.BYTES * tensor.elements() * tensor.copies());
                }
            }
            return new AdapterBytes(kept, most, making);
        }
    }
}
