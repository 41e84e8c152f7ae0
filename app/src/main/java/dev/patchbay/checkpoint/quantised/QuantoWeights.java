package dev.patchbay.checkpoint.quantised;

import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Weights that quanto froze: {@code weight._data} times {@code weight._scale}. Those of 2 and 4 bits have a {@code _shift} as well and are
 * packed; they are named, not computed.
 *
 * @see <a href="https://github.com/huggingface/optimum-quanto">optimum-quanto 0.2, {@code tensor/weights/qbytes.py}</a>
 */
final class QuantoWeights implements Scheme {

    private static final String CODES = "._data";
    private static final Set<DType> TYPES = EnumSet.of(DType.I8, DType.F8_E4M3, DType.F8_E5M2);

    @Override
    public Optional<QuantisedWeight> weight(StoredCompanions file, TensorInfo codes) throws IOException {
        if (!codes.name().endsWith(CODES)) {
            return Optional.empty();
        }
        String weight = codes.name().substring(0, codes.name().length() - CODES.length());
        String scale = weight + "._scale";
        if (!file.has(scale) || file.has(weight)) {
            return Optional.empty();
        }
        String shift = weight + "._shift";
        if (file.has(shift) || !TYPES.contains(codes.dtype())) {
            Set<String> companions = new LinkedHashSet<>(Set.of(scale));
            if (file.has(shift)) {
                companions.add(shift);
            }
            String scheme = "quanto " + codes.dtype();
            Message reason = file.reason("quantised.format", weight, scheme, codes.dtype());
            return Optional.of(QuantisedWeight.unreadable(scheme, codes, codes.shape(), companions, reason).named(weight));
        }
        return Optional.of(ScaledCodes.scaled(file, codes, codes.dtype(), scale).named(weight));
    }
}
