package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.Shape;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code quant_state.bitsandbytes__nf4}: {@code {"quant_type": "nf4", "blocksize": 64, "dtype": "bfloat16", "shape": [3072, 64],
 * "nested_blocksize": 256, "nested_dtype": "float32", "nested_offset": 0.05}}.
 *
 * @see <a href="https://github.com/bitsandbytes-foundation/bitsandbytes">bitsandbytes 0.50, {@code QuantState.as_dict} of
 *     {@code functional.py}</a>
 */
final class QuantStateJson {

    private static final Set<String> TYPES = Set.of("nf4", "fp4");
    private static final Set<Integer> BLOCK_SIZES = Set.of(32, 64, 128, 256, 512, 1024, 2048, 4096);
    private static final int MOST_DIMENSIONS = 8;

    private QuantStateJson() {}

    /** Empty if the text is no such object, or says what bitsandbytes does not allow. */
    static Optional<QuantState> read(byte[] json) {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            String type = root.path("quant_type").asString("");
            int blocksize = count(root.path("blocksize"));
            int nested = count(root.path("nested_blocksize"));
            JsonNode shift = root.path("nested_offset");
            double offset = shift.isMissingNode() ? 0 : shift.isNumber() ? shift.asDouble(Double.NaN) : Double.NaN;
            Optional<Shape> shape = shape(root.path("shape"));
            boolean sane = TYPES.contains(type) && BLOCK_SIZES.contains(blocksize) && nested >= 0 && Float.isFinite((float) offset);
            return shape.filter(one -> sane).map(one -> new QuantState(type, blocksize, one, nested, offset));
        } catch (JacksonException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Zero if it is missing, -1 if it is no count. */
    private static int count(JsonNode node) {
        return node.isMissingNode() ? 0 : node.isIntegralNumber() && node.canConvertToInt() ? node.asInt() : -1;
    }

    /** @throws ArithmeticException if the product of the sizes does not fit 63 bits */
    private static Optional<Shape> shape(JsonNode sizes) {
        if (!sizes.isArray() || sizes.isEmpty() || sizes.size() > MOST_DIMENSIONS) {
            return Optional.empty();
        }
        long[] shape = new long[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.get(i).isIntegralNumber() && sizes.get(i).canConvertToLong() ? sizes.get(i).asLong() : -1;
            if (shape[i] < 1) {
                return Optional.empty();
            }
        }
        return Optional.of(Shape.of(shape)).filter(whole -> whole.elements() > 0);
    }
}
