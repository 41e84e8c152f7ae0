package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Float8 or int8 times a scale: {@code weight = code · scale}. The scale is {@code scale_weight} (ComfyUI until 0.3.6x, musubi-tuner),
 * {@code weight_scale} (ComfyUI since, ModelOpt, Ideogram) or {@code weight_scale_inv} (DeepSeek; it multiplies as well, whatever its
 * name).
 *
 * @see <a href="https://github.com/Comfy-Org/ComfyUI">ComfyUI at 09708ea, {@code convert_old_quants} of {@code comfy/utils.py}</a>
 */
final class ScaledCodes implements Scheme {

    private static final Set<DType> CODES = EnumSet.of(DType.F8_E4M3, DType.F8_E5M2, DType.I8);
    private static final Set<DType> SCALES = EnumSet.of(DType.F32, DType.F16, DType.BF16, DType.F64);

    /** Companions that change what the codes mean in ways that are not known here. */
    private static final List<String> FOREIGN =
            List.of("pre_quant_scale", "weight_zero_point", "zero_point", "weight_zeros", "weight_scale_2");

    @Override
    public Optional<QuantisedWeight> weight(StoredCompanions file, TensorInfo codes) throws IOException {
        if (!CODES.contains(codes.dtype())) {
            return Optional.empty();
        }
        String module = StoredCompanions.module(codes.name()).orElse("");
        List<String> scales = Stream.of(codes.name() + "_scale", codes.name() + "_scale_inv", module + "scale_weight")
                .filter(file::has)
                .toList();
        if (scales.isEmpty()) {
            return Optional.empty();
        }
        if (scales.size() > 1) {
            throw file.broken("quantised.twoScales", codes.name(), scales.getFirst(), scales.get(1));
        }
        return Optional.of(scaled(file, codes, codes.dtype(), scales.getFirst()));
    }

    /** @param type of the codes, where they are kept in bytes without one */
    static QuantisedWeight scaled(StoredCompanions file, TensorInfo codes, DType type, String scale) throws IOException {
        String scheme = type + " × scale";
        Set<String> companions = new LinkedHashSet<>(Set.of(scale));
        String module = StoredCompanions.module(codes.name()).orElse("");
        for (String foreign : FOREIGN) {
            if (file.has(module + foreign)) {
                companions.add(module + foreign);
                return QuantisedWeight.unreadable(
                        scheme, codes, codes.shape(), companions, file.reason("quantised.foreign", codes.name(), module + foreign));
            }
        }
        TensorInfo info = file.info(scale).orElseThrow(() -> file.broken("quantised.missing", scale));
        if (!SCALES.contains(info.dtype())) {
            throw file.broken("quantised.type", scale, info.dtype());
        }
        ScaleGrid grid = ScaleGrid.of(codes.shape(), info.shape())
                .orElseThrow(() -> file.broken("quantised.grid", scale, info.shape(), codes.name(), codes.shape()));
        return QuantisedWeight.readable(scheme, codes, codes.shape(), companions, () -> {
            float[] scales = file.numbers(scale, info.shape().elements());
            return codebook(type, grid, scales);
        });
    }

    static Codebook codebook(DType type, ScaleGrid grid, float[] scales) {
        return (bytes, first, count) -> {
            float[] values = FloatCodec.decode(type, bytes.asSlice(type.byteSize(first)), count);
            grid.multiply(values, first, scales);
            return values;
        };
    }
}
