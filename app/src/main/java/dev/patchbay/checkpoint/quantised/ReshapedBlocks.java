package dev.patchbay.checkpoint.quantised;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tensors that ComfyUI-GGUF reshaped so that rows fill blocks: the file's metadata has the shape that is meant, fastest dimension last.
 * The other block types of GGUF need no companions and are element types ({@link DType}).
 *
 * @see <a href="https://github.com/city96/ComfyUI-GGUF">ComfyUI-GGUF, {@code get_orig_shape} of {@code loader.py}</a>
 */
final class ReshapedBlocks implements Scheme {

    private static final String SHAPE = "comfy.gguf.orig_shape.";
    private static final Pattern SIZES = Pattern.compile("\\[[0-9]{1,9}(, [0-9]{1,9}){0,7}]");

    @Override
    public Optional<QuantisedWeight> weight(StoredCompanions file, TensorInfo codes) throws CheckpointException {
        Optional<Shape> original = Optional.ofNullable(file.metadata().get(SHAPE + codes.name())).flatMap(ReshapedBlocks::shape);
        DType type = codes.dtype();
        if (original.isEmpty() || original.get().equals(codes.shape())) {
            return Optional.empty();
        }
        Shape shape = original.get();
        if (shape.elements() != codes.shape().elements()) {
            throw file.broken("quantised.reshaped", codes.name(), codes.shape(), shape);
        }
        if (!FloatCodec.canDecode(type)) {
            return Optional.of(QuantisedWeight.unreadable(
                    type.name(), codes, shape, Set.of(), file.reason("quantised.block", codes.name(), type)));
        }
        return Optional.of(QuantisedWeight.readable(type.name(), codes, shape, Set.of(), () -> (bytes, first, count) -> {
            int before = (int) (first % type.blockElements());
            float[] values = FloatCodec.decode(type, bytes.asSlice(type.byteSize(first - before)), before + count);
            return Arrays.copyOfRange(values, before, before + count);
        }));
    }

    private static Optional<Shape> shape(String text) {
        if (!SIZES.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] sizes = text.substring(1, text.length() - 1).split(", ");
        try {
            Shape shape = Shape.of(Arrays.stream(sizes).mapToLong(Long::parseLong).toArray());
            return Optional.of(shape).filter(one -> one.elements() > 0);
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }
}
