package dev.patchbay.checkpoint.quantised;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever lies beside a weight, it is read with its own number of elements, or refused with a sentence. */
class HostileCompanionsProperties {

    private static final List<String> COMPANIONS = List.of(
            "weight_scale", "scale_weight", "weight_scale_inv", "weight_scale_2", "SCB", "weight_format", "comfy_quant", "weight.absmax",
            "weight.quant_map", "weight.nested_absmax", "weight.nested_quant_map", "weight.quant_state.bitsandbytes__nf4",
            "weight.quant_state.bitsandbytes__fp4", "weight._scale", "weight._data", "weight._shift", "input_scale", "pre_quant_scale",
            "qweight", "wscales", "wzeros", "qzeros", "scales", "g_idx", "scale", "zero_point", "svd_up", "svd_down", "weight_scales",
            "_weight_qdata", "_weight_scale", "_weight_zero_point", "weight_packed", "W_q", "zero");

    private static final List<DType> TYPES = List.of(
            DType.F8_E4M3, DType.F8_E5M2, DType.F8_E8M0, DType.U8, DType.I8, DType.F32, DType.BF16, DType.I32, DType.I64, DType.BOOL);

    private static final List<String> TEXTS = List.of(
            "{\"format\": \"float8_e4m3fn\"}", "{\"format\": \"nvfp4\"}", "{\"format\": \"mxfp8\"}", "{\"format\": \"int8_tensorwise\"}",
            "{\"format\": {}}", "{\"quant_type\": \"nf4\", \"blocksize\": 64, \"shape\": [2, 32]}",
            "{\"quant_type\": \"fp4\", \"blocksize\": 64, \"shape\": [64], \"nested_blocksize\": 1, \"nested_offset\": 1e308}",
            "[[[", "null");

    private static final long[][] SHAPES = {{}, {0}, {1}, {2}, {2, 1}, {2, 2, 1}, {2, 32}, {32, 1}, {16}, {256}, {128, 4}, {1, 64}, {2, 0}};

    private static <T> T any(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static SyntheticCheckpoint.Bytes tensor(Random random, DType type) {
        Shape shape = Shape.of(SHAPES[random.nextInt(SHAPES.length)]);
        byte[] bytes = new byte[Math.toIntExact(type.byteSize(shape.elements()))];
        random.nextBytes(bytes);
        return new SyntheticCheckpoint.Bytes(type, shape, bytes);
    }

    @Property(tries = 2000)
    void nothingButASentence(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        SyntheticCheckpoint file = new SyntheticCheckpoint().data("m.weight", tensor(random, any(random, TYPES)));
        for (int i = random.nextInt(6); i >= 0; i--) {
            byte[] text = any(random, TEXTS).getBytes();
            file.data("m." + any(random, COMPANIONS), random.nextBoolean()
                    ? tensor(random, any(random, TYPES))
                    : new SyntheticCheckpoint.Bytes(DType.U8, Shape.of(text.length), text));
        }
        Checkpoint view = LogicalTensors.view(file.build());
        for (StoredTensor tensor : view.tensors().values()) {
            try {
                assertThat(tensor.data().toFloats()).hasSize(Math.toIntExact(tensor.info().shape().elements()));
            } catch (CheckpointException e) {
                assertThat(e.getMessage()).startsWith("made-up.safetensors: ").contains("m.");
            }
        }
    }
}
