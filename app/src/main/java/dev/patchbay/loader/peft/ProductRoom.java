package dev.patchbay.loader.peft;

import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters that PEFT's LoHa and LoKr make beside a linear layer or a convolution, by the ends of their names.
 *
 * @see <a href="https://github.com/huggingface/peft/blob/main/src/peft/tuners/lokr/layer.py">{@code create_adapter_parameters}, 0.21</a>
 */
final class ProductRoom {

    /** Kernels of more dimensions are refused: {@code [out, in, height, width]} is the most. */
    static final int MOST_DIMENSIONS = 4;

    private ProductRoom() {}

    /** Two products of {@code [out, r]} and {@code [r, in]}, kernels flattened. */
    static Map<String, Shape> loha(Shape weight, long rank) {
        long inputs = weight.elements() / weight.size(0);
        Map<String, Shape> room = new LinkedHashMap<>();
        for (String factor : new String[] {".hada_w1", ".hada_w2"}) {
            room.put(factor + "_a", Shape.of(weight.size(0), rank));
            room.put(factor + "_b", Shape.of(rank, inputs));
        }
        return room;
    }

    /**
     * Rows and columns are each shared out to two factors; a factor is a product itself where the rank is small beside it.
     *
     * @param declared {@code decompose_factor} and {@code decompose_both}
     */
    static Map<String, Shape> lokr(Shape weight, long rank, Map<String, String> declared) {
        long most = declared.containsKey("decompose_factor") ? Long.parseLong(declared.getOrDefault("decompose_factor", "-1")) : -1;
        boolean both = "true".equals(declared.get("decompose_both"));
        long[] out = factors(weight.size(0), most);
        long[] in = factors(weight.size(1), most);
        long kernel = weight.elements() / weight.size(0) / weight.size(1);
        Map<String, Shape> room = new LinkedHashMap<>();
        if (both && 2 * rank < Math.max(out[0], in[0])) {
            room.put(".lokr_w1_a", Shape.of(out[0], rank));
            room.put(".lokr_w1_b", Shape.of(rank, in[0]));
        } else {
            room.put(".lokr_w1", Shape.of(out[0], in[0]));
        }
        if (2 * rank < Math.max(out[1], in[1])) {
            room.put(".lokr_w2_a", Shape.of(out[1], rank));
            room.put(".lokr_w2_b", Shape.of(rank, in[1] * kernel));
        } else {
            room.put(".lokr_w2", weight.with(0, out[1]).with(1, in[1]));
        }
        return room;
    }

    /** Two factors of a size, the smaller first: the one that is asked for, or those near the square root. */
    private static long[] factors(long size, long asked) {
        if (asked > 0 && size % asked == 0) {
            return new long[] {asked, size / asked};
        }
        long most = asked < 0 ? size : asked;
        long first = 1;
        long second = size;
        long sum = first + second;
        while (first < second) {
            long next = first + 1;
            while (size % next != 0) {
                next++;
            }
            if (next + size / next > sum || next > most) {
                break;
            }
            first = next;
            second = size / next;
        }
        return new long[] {Math.min(first, second), Math.max(first, second)};
    }
}
