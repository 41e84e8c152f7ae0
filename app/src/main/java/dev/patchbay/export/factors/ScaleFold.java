package dev.patchbay.export.factors;

import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.RelativeError;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.data.ScaledData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Multiplies the scale into a tensor and chooses the dtype of the product.
 *
 * @param wanted dtype for floating-point tensors; empty keeps each one's own
 */
public record ScaleFold(Optional<DType> wanted) {

    /** Largest ‖cast − exact‖ / ‖exact‖ at which a tensor keeps its dtype, or gets the wanted one. */
    public static final double TOLERANCE = 1e-3;

    /** Largest relative error of rounding to bfloat16, allowed where it is wanted. */
    static final double BFLOAT16_ROUNDING = 1.0 / 256;

    /**
     * @param name of the new tensor
     * @param before values in the new shape and the stored dtype
     * @throws ExportException if the dtype is not a floating-point one, or a quantised one that cannot be read
     */
    public ExportTensor fold(String name, TensorData before, List<String> sources, double scale) throws IOException {
        DType own = before.dtype();
        String source = sources.isEmpty() ? name : sources.getFirst();
        if (own.isQuantised() && !FloatCodec.canDecode(own)) {
            throw new ExportException(Message.of("export.quantised", source, own));
        }
        boolean converted = wanted.isPresent() && isReal(own) && wanted.get() != own;
        if (scale == 1 && !own.isQuantised() && !converted) {
            return new ExportTensor(new TensorInfo(name, own, before.shape()), before, 1, sources);
        }
        if (!isReal(own)) {
            throw new ExportException(Message.of("export.cannotScale", source, own));
        }
        DType type = wanted.orElse(own == DType.F64 || own.isQuantised() ? DType.F32 : own);
        boolean fits = type == DType.F32 || loss(before, scale, type) <= tolerance(type);
        return new ExportTensor(new TensorInfo(name, fits ? type : DType.F32, before.shape()), before, scale, sources);
    }

    /** Largest allowed relative error of a tensor written in this dtype. */
    public double tolerance(DType type) {
        return wanted.isPresent() && type == DType.BF16 ? BFLOAT16_ROUNDING : TOLERANCE;
    }

    private static double loss(TensorData before, double scale, DType type) throws IOException {
        return RelativeError.of(new ScaledData(before, scale, type), before, scale);
    }

    private static boolean isReal(DType type) {
        return switch (type) {
            case F16, BF16, F32, F64, Q8_0 -> true;
            default -> false;
        };
    }
}
