package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Weights of torchao, flattened for safetensors: {@code m._weight_qdata} times {@code m._weight_scale} is {@code m.weight}. Float8 and
 * symmetric int8 are computed; what has a zero point, a scale of inputs, or several codes in an element is named.
 *
 * @see <a href="https://github.com/pytorch/ao">torchao at 36027d8, {@code prototype/safetensors/safetensors_support.py} and {@code
 *     quantization/quantize_/workflows}</a>
 */
final class TorchAoWeights implements Scheme {

    /** What else the file's metadata says of the tensors, beside an entry under the name of each. */
    static final String NAMES = "tensor_names";

    private static final String CODES = "._weight_qdata";
    private static final Set<DType> PLAIN = EnumSet.of(DType.I8, DType.F8_E4M3, DType.F8_E5M2);

    @Override
    public Optional<QuantisedWeight> weight(StoredCompanions file, TensorInfo codes) throws IOException {
        String module = codes.name().endsWith(CODES) ? codes.name().substring(0, codes.name().length() - CODES.length()) : "";
        String scale = module + "._weight_scale";
        String weight = module + ".weight";
        if (module.isEmpty() || !file.has(scale) || file.has(weight)) {
            return Optional.empty();
        }
        Set<String> foreign = Stream.of("zero_point", "act_pre_scale", "per_tensor_scale", "act_per_tensor_scale", "act_quant_scale",
                        "act_quant_zero_point", "scale_and_zero")
                .map(end -> module + "._weight_" + end)
                .filter(file::has)
                .collect(Collectors.toSet());
        if (foreign.isEmpty() && PLAIN.contains(codes.dtype()) && !blocked(file, scale)) {
            return Optional.of(ScaledCodes.scaled(file, codes, codes.dtype(), scale).named(weight));
        }
        foreign.add(scale);
        String scheme = "torchao " + codes.dtype();
        return Optional.of(QuantisedWeight.unreadable(
                scheme, codes, shape(codes), foreign, file.reason("quantised.format", weight, scheme, codes.dtype())).named(weight));
    }

    /** Scales that are powers of two, as those of MXFP8, may be in tiles. */
    private static boolean blocked(StoredCompanions file, String scale) {
        return file.info(scale).map(TensorInfo::dtype).filter(type -> type == DType.F8_E8M0 || type == DType.U8).isPresent();
    }

    /** Bytes hold two codes; wider elements hold them in an order that their shape does not tell. */
    private static Shape shape(TensorInfo codes) {
        Shape stored = codes.shape();
        return codes.dtype() == DType.U8 && stored.dimensions() == 2
                ? Shape.of(stored.size(0), Math.multiplyExact(stored.size(1), 2L))
                : stored;
    }
}
