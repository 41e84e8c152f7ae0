package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * LLM.int8() of bitsandbytes: {@code weight = code · SCB / 127}, with the largest absolute value of each row in {@code SCB}.
 *
 * @see <a href="https://github.com/bitsandbytes-foundation/bitsandbytes">bitsandbytes 0.50, {@code Linear8bitLt} of {@code nn/modules.py}
 *     and {@code int8_vectorwise_dequant}</a>
 */
final class EightBitRows implements Scheme {

    private static final String SCHEME = "INT8 (bitsandbytes)";
    private static final double LARGEST_CODE = 127;

    @Override
    public Optional<QuantisedWeight> weight(StoredCompanions file, TensorInfo codes) throws IOException {
        Optional<String> module = StoredCompanions.module(codes.name());
        if (codes.dtype() != DType.I8 || module.isEmpty() || !file.has(module.get() + "SCB")) {
            return Optional.empty();
        }
        String rows = module.get() + "SCB";
        String format = module.get() + "weight_format";
        Set<String> companions = new LinkedHashSet<>(Set.of(rows));
        if (file.has(format)) {
            companions.add(format);
        }
        if (codes.shape().dimensions() != 2) {
            throw file.broken("quantised.notMatrix", codes.name(), codes.shape());
        }
        file.expect(rows, codes.shape().size(0));
        return Optional.of(QuantisedWeight.readable(SCHEME, codes, codes.shape(), companions, () -> open(file, codes, rows, format)));
    }

    /** Only rows one after another are written since bitsandbytes 0.45; earlier files may have the tiles of a graphics card. */
    private static Codebook open(StoredCompanions file, TensorInfo codes, String rows, String format) throws IOException {
        if (file.has(format) && file.bytes(format, 1)[0] != 0) {
            throw file.broken("quantised.tiles", codes.name());
        }
        float[] scales = file.numbers(rows, codes.shape().size(0));
        for (int i = 0; i < scales.length; i++) {
            scales[i] = (float) (scales[i] / LARGEST_CODE);
        }
        return ScaledCodes.codebook(DType.I8, new ScaleGrid(codes.shape().size(1), 1, codes.shape().size(1), 1), scales);
    }
}
