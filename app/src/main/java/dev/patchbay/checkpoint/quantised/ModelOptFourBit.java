package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;

/**
 * NVFP4 as ModelOpt exports it: {@code weight = code · weight_scale[row, group of 16 columns] · weight_scale_2}, two codes in a byte, the
 * first in its lower half. ModelOpt can put the scales into the tiles of a graphics card afterwards, and then leaves {@code
 * quantization_config} in the file's metadata; which of both was done is then told by the scales' shape only, or not at all.
 *
 * @see <a href="https://github.com/NVIDIA/Model-Optimizer">ModelOpt at a2fbac7, {@code NVFP4QTensor.dequantize}, and {@code
 *     swizzle_nvfp4_scales} of {@code torch/export/diffusers_utils.py}</a>
 */
final class ModelOptFourBit implements Scheme {

    private static final String SCHEME = "NVFP4";
    private static final int GROUP = 16;

    @Override
    public Optional<QuantisedWeight> weight(StoredCompanions file, TensorInfo codes) throws IOException {
        String scale = codes.name() + "_scale";
        String whole = codes.name() + "_scale_2";
        Optional<Shape> scales = file.info(scale).filter(info -> info.dtype() == DType.F8_E4M3).map(TensorInfo::shape);
        if (codes.dtype() != DType.U8 || scales.isEmpty() || !file.has(whole)) {
            return Optional.empty();
        }
        if (codes.shape().dimensions() != 2) {
            throw file.broken("quantised.notMatrix", codes.name(), codes.shape());
        }
        Shape shape = Shape.of(codes.shape().size(0), Math.multiplyExact(codes.shape().size(1), 2L));
        Set<String> companions = Set.of(scale, whole);
        String smoothing = StoredCompanions.module(codes.name()).orElse("") + "pre_quant_scale";
        if (file.has(smoothing)) {
            return Optional.of(QuantisedWeight.unreadable(SCHEME, codes, shape, Set.of(scale, whole, smoothing),
                    file.reason("quantised.foreign", codes.name(), smoothing)));
        }
        Shape rows = Shape.of(shape.size(0), shape.size(1) / GROUP);
        if (shape.size(1) % GROUP != 0 || !scales.get().equals(rows)) {
            throw file.broken("quantised.grid", scale, scales.get(), codes.name(), shape);
        }
        if (file.metadata().containsKey(ConfigJson.QUANTISATION)) {
            return Optional.of(QuantisedWeight.unreadable(
                    SCHEME, codes, shape, companions, file.reason("quantised.order", scale, codes.name())));
        }
        return Optional.of(QuantisedWeight.readable(SCHEME, codes, shape, companions, () -> open(file, shape, scale, whole)));
    }

    private static Codebook open(StoredCompanions file, Shape shape, String scale, String whole) throws IOException {
        long groups = shape.size(1) / GROUP;
        float[] scales = file.numbers(scale, shape.size(0) * groups);
        float common = file.numbers(whole, 1)[0];
        for (int i = 0; i < scales.length; i++) {
            scales[i] *= common;
        }
        ScaleGrid grid = new ScaleGrid(shape.size(1), 1, GROUP, groups);
        return (bytes, first, count) -> {
            int before = (int) (first % 2);
            float[] values = new float[count];
            MemorySegment run = bytes.asSlice(first / 2);
            System.arraycopy(FloatCodec.decode(DType.F4, run, before + count + 1 & ~1), before, values, 0, count);
            grid.multiply(values, first, scales);
            return values;
        };
    }
}
