package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Layers whose format ComfyUI is told by {@code comfy_quant}, or by the file's metadata: float8, MXFP8, NVFP4 and int8 are computed, others
 * named.
 *
 * @see <a href="https://github.com/Comfy-Org/ComfyUI">ComfyUI at 0271a46, {@code QUANT_ALGOS} of {@code comfy/quant_ops.py}; comfy-kitchen
 *     0.2, {@code backends/eager/quantization.py}</a>
 */
final class ComfyLayers implements Scheme {

    private static final String MARK = "comfy_quant";
    private static final int MX_GROUP = 32;
    private static final int NV_GROUP = 16;

    private static final Map<String, DType> FLOAT8 = Map.of("float8_e4m3fn", DType.F8_E4M3, "float8_e5m2", DType.F8_E5M2);

    /** Types that keep bytes of any meaning. */
    private static final Set<DType> BYTES = EnumSet.of(DType.U8, DType.I8);

    /** Formats with two codes in a byte. */
    private static final Set<String> PACKED = Set.of("nvfp4", "convrot_w4a4", "asym_w4a8_int8", "awq_w4a16");

    @Override
    public Optional<QuantisedWeight> weight(StoredCompanions file, TensorInfo codes) throws IOException {
        Optional<String> module = StoredCompanions.module(codes.name());
        if (module.isEmpty()) {
            return Optional.empty();
        }
        String mark = module.get() + MARK;
        LayerFormat format;
        if (file.has(mark)) {
            format = LayerFormatJson.read(file.json(mark)).orElseThrow(() -> file.broken("quantised.json", mark));
        } else {
            format = file.layers().get(module.get().substring(0, module.get().length() - 1));
        }
        return format == null ? Optional.empty() : Optional.of(weight(file, codes, module.get(), format));
    }

    private static QuantisedWeight weight(StoredCompanions file, TensorInfo codes, String module, LayerFormat format)
            throws IOException {
        String scale = module + "weight_scale";
        boolean bytes = BYTES.contains(codes.dtype());
        if (FLOAT8.containsKey(format.format()) && (bytes || FLOAT8.containsValue(codes.dtype()))) {
            DType type = bytes ? FLOAT8.get(format.format()) : codes.dtype();
            return file.has(scale) ? ScaledCodes.scaled(file, codes, type, scale) : unscaled(codes, type);
        }
        if (format.format().equals("int8_tensorwise") && codes.dtype() == DType.I8 && !format.rotated()) {
            return ScaledCodes.scaled(file, codes, DType.I8, scale);
        }
        if (format.format().equals("mxfp8") && (bytes || codes.dtype() == DType.F8_E4M3)) {
            return tiled(file, codes, module, matrix(file, codes, 1), MX_GROUP);
        }
        if (format.format().equals("nvfp4") && bytes) {
            return tiled(file, codes, module, matrix(file, codes, 2), NV_GROUP);
        }
        Shape shape = PACKED.contains(format.format()) && codes.shape().dimensions() == 2 ? matrix(file, codes, 2) : codes.shape();
        String name = format.format() + (format.rotated() ? " convrot" : "");
        return QuantisedWeight.unreadable(
                name, codes, shape, companions(file, module), file.reason("quantised.format", codes.name(), name, codes.dtype()));
    }

    private static QuantisedWeight unscaled(TensorInfo codes, DType type) {
        return QuantisedWeight.readable(type.name(), codes, codes.shape(), Set.of(), () -> (stored, first, count) ->
                FloatCodec.decode(type, stored.asSlice(type.byteSize(first)), count));
    }

    private static Shape matrix(StoredCompanions file, TensorInfo codes, int codesInAByte) throws IOException {
        if (codes.shape().dimensions() != 2) {
            throw file.broken("quantised.notMatrix", codes.name(), codes.shape());
        }
        return Shape.of(codes.shape().size(0), Math.multiplyExact(codes.shape().size(1), (long) codesInAByte));
    }

    private static Set<String> companions(StoredCompanions file, String module) {
        Set<String> present = new LinkedHashSet<>();
        Stream.of("weight_scale", "weight_scale_2", "weight_s_rel", "weight_s_channel", "weight_codebook", "weight_zeros",
                        "pre_quant_scale")
                .map(end -> module + end)
                .filter(file::has)
                .forEach(present::add);
        return present;
    }

    /** MXFP8, or NVFP4, whose groups' scales are float8 themselves and are multiplied by one scale of the whole tensor. */
    private static QuantisedWeight tiled(StoredCompanions file, TensorInfo codes, String module, Shape shape, int size)
            throws IOException {
        boolean nv = size == NV_GROUP;
        String scheme = nv ? "NVFP4" : "MXFP8";
        if (file.has(module + "pre_quant_scale")) {
            return QuantisedWeight.unreadable(scheme, codes, shape, companions(file, module),
                    file.reason("quantised.foreign", codes.name(), module + "pre_quant_scale"));
        }
        if (shape.size(1) % size != 0) {
            throw file.broken("quantised.groups", codes.name(), shape, size);
        }
        TiledScales tiles = new TiledScales(shape.size(0), shape.size(1) / size, size);
        String scale = module + "weight_scale";
        file.expect(scale, tiles.count());
        return QuantisedWeight.readable(scheme, codes, shape, companions(file, module), () -> {
            float[] scales = FloatCodec.decode(
                    nv ? DType.F8_E4M3 : DType.F8_E8M0, MemorySegment.ofArray(file.bytes(scale, tiles.count())), (int) tiles.count());
            if (nv) {
                float whole = file.numbers(module + "weight_scale_2", 1)[0];
                for (int i = 0; i < scales.length; i++) {
                    scales[i] *= whole;
                }
            }
            return nv ? nibbles(tiles, scales) : (stored, first, count) -> multiplied(tiles, scales, first,
                    FloatCodec.decode(DType.F8_E4M3, stored.asSlice(first), count));
        });
    }

    /** Two codes in a byte, the first in its upper half, unlike {@link DType#F4}. */
    private static Codebook nibbles(TiledScales tiles, float[] scales) {
        return (stored, first, count) -> {
            float[] turned = FloatCodec.decode(DType.F4, stored.asSlice(first / 2), count + (int) (first % 2) + 1 & ~1);
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = turned[i + (int) (first % 2) ^ 1];
            }
            return multiplied(tiles, scales, first, values);
        };
    }

    private static float[] multiplied(TiledScales tiles, float[] scales, long first, float[] values) {
        tiles.multiply(values, first, scales);
        return values;
    }
}
