package dev.patchbay.checkpoint.quantised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * NF4 and FP4. bitsandbytes could not be installed where the numbers were made; they come from its documented algorithm in NumPy float32,
 * written after {@code backends/default/ops.py} of version 0.50.
 */
class FourBitBlocksTest {

    private static final String WEIGHT = "transformer_blocks.0.attn.to_q.weight";
    private static final int[] SHOWN = {0, 1, 31, 32, 33, 63, 64, 69};
    private static final String STATE =
            "{\"quant_type\": \"%s\", \"blocksize\": 32, \"dtype\": \"bfloat16\", \"shape\": [5, 14]%s}";
    private static final String NESTED =
            ", \"nested_blocksize\": 256, \"nested_dtype\": \"float32\", \"nested_offset\": 0.550000011920929";

    /** 70 elements in 35 bytes. */
    private static QuantisedFile codes() {
        return new QuantisedFile().codes(WEIGHT, DType.U8, Shape.of(35, 1), IntStream.range(0, 35).map(i -> (i * 73 + 19) % 256).toArray());
    }

    private static QuantisedFile simple(String type) {
        return codes().floats(WEIGHT + ".absmax", Shape.of(3), 0.021f, 0.5f, 1.7f)
                .json(WEIGHT + ".quant_state.bitsandbytes__" + type, STATE.formatted(type, ""));
    }

    private static float[] map() {
        float[] map = new float[256];
        for (int i = 0; i < map.length; i++) {
            map[i] = (i - 128) / 128f;
        }
        return map;
    }

    private static QuantisedFile nested(String type) {
        return codes().codes(WEIGHT + ".absmax", DType.U8, Shape.of(3), 3, 200, 90)
                .floats(WEIGHT + ".nested_absmax", Shape.of(1), 0.4f)
                .floats(WEIGHT + ".nested_quant_map", Shape.of(256), map())
                .json(WEIGHT + ".quant_state.bitsandbytes__" + type, STATE.formatted(type, NESTED));
    }

    private static float[] shown(QuantisedFile file) throws IOException {
        float[] values = file.view().tensor(WEIGHT).orElseThrow().data().toFloats();
        float[] shown = new float[SHOWN.length];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = values[SHOWN[i]];
        }
        return shown;
    }

    @Test
    void nf4() throws IOException {
        assertThat(shown(simple("nf4"))).containsExactly(
                -0.014620049f, -0.008293267f, 0.0051683583f, 0.12305615f, -0.19745874f, 0.12305615f, -0.6713598f, -0.31411484f);
    }

    @Test
    void nf4WithItsScalesQuantisedToo() throws IOException {
        assertThat(shown(nested("nf4"))).containsExactly(
                -0.11095574f, -0.06293998f, 0.03922415f, 0.19073704f, -0.30606106f, 0.19073704f, -0.17030817f, -0.07968354f);
    }

    @Test
    void fp4() throws IOException {
        assertThat(shown(simple("fp4"))).containsExactly(
                0.000109375f, 0.021f, -0.014f, -0.33333334f, 0.5f, -0.33333334f, 1.7f, 0.85f);
        assertThat(shown(nested("fp4"))).containsExactly(
                0.0008300782f, 0.15937501f, -0.10625001f, -0.5166667f, 0.77500004f, -0.5166667f, 0.4312500f, 0.2156250f);
    }

    @Test
    void theShapeIsThatOfTheWeightAndTheCompanionsAreGone() {
        Checkpoint view = nested("nf4").plain("norm.weight", 3).view();
        assertThat(view.infos()).containsExactly(
                new TensorInfo(WEIGHT, DType.F32, Shape.of(5, 14)), new TensorInfo("norm.weight", DType.F32, Shape.of(3)));
    }

    private static void refuses(QuantisedFile file, String... words) {
        assertThatThrownBy(() -> shown(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("made-up.safetensors")
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "[]", "{", "nonsense", "{\"quant_type\": \"nf4\"}",
        "{\"quant_type\": \"nf5\", \"blocksize\": 32, \"shape\": [5, 14]}",
        "{\"quant_type\": \"nf4\", \"blocksize\": 0, \"shape\": [5, 14]}",
        "{\"quant_type\": \"nf4\", \"blocksize\": 33, \"shape\": [5, 14]}",
        "{\"quant_type\": \"nf4\", \"blocksize\": 32, \"shape\": [5, -14]}",
        "{\"quant_type\": \"nf4\", \"blocksize\": 32, \"shape\": [4611686018427387904, 4611686018427387904]}",
        "{\"quant_type\": \"nf4\", \"blocksize\": 32, \"shape\": [1e400]}",
        "{\"quant_type\": \"nf4\", \"blocksize\": 32, \"shape\": [99999999999999999999999]}",
        "{\"quant_type\": \"nf4\", \"blocksize\": 32, \"shape\": null}",
        "{\"quant_type\": \"nf4\", \"blocksize\": 1e99, \"shape\": [5, 14]}",
        "{\"quant_type\": \"nf4\", \"blocksize\": 32, \"shape\": [5, 14], \"nested_blocksize\": -1}",
        "{\"quant_type\": \"nf4\", \"blocksize\": \"32\", \"shape\": [5, 14], \"nested_offset\": \"x\", \"nested_blocksize\": {}}"
    })
    void aStateThatMakesNoSenseIsRefused(String state) {
        refuses(
                codes().floats(WEIGHT + ".absmax", Shape.of(3), 1, 1, 1).json(WEIGHT + ".quant_state.bitsandbytes__nf4", state),
                WEIGHT + ".quant_state.bitsandbytes__nf4");
    }

    @Test
    void aHugeOrDeeplyNestedStateIsRefused() {
        refuses(
                codes().floats(WEIGHT + ".absmax", Shape.of(3), 1, 1, 1)
                        .json(WEIGHT + ".quant_state.bitsandbytes__nf4", " ".repeat(70_000)),
                "quant_state");
        refuses(
                codes().floats(WEIGHT + ".absmax", Shape.of(3), 1, 1, 1)
                        .json(WEIGHT + ".quant_state.bitsandbytes__nf4", "[".repeat(60_000)),
                "quant_state");
    }

    @Test
    void companionsOfTheWrongSizeOrWithoutNumbersAreRefused() {
        String state = WEIGHT + ".quant_state.bitsandbytes__nf4";
        refuses(codes().floats(WEIGHT + ".absmax", Shape.of(2), 1, 1).json(state, STATE.formatted("nf4", "")), "absmax", "3 values");
        refuses(codes().floats(WEIGHT + ".absmax", Shape.of(3), 1, Float.NaN, 1).json(state, STATE.formatted("nf4", "")), "NaN");
        refuses(codes().floats(WEIGHT + ".absmax", Shape.of(3), 1, 1, 1), state, "missing");
        refuses(codes().codes(WEIGHT + ".absmax", DType.U8, Shape.of(3), 1, 2, 3).json(state, STATE.formatted("nf4", "")), "absmax", "U8");
        refuses(codes().codes(WEIGHT + ".absmax", DType.U8, Shape.of(3), 1, 2, 3).json(state, STATE.formatted("nf4", NESTED)),
                "nested_absmax", "missing");
        refuses(simple("nf4").floats(WEIGHT + ".quant_map", Shape.of(16), new float[16]), "quant_map", "nf4");
        refuses(
                new QuantisedFile().codes(WEIGHT, DType.U8, Shape.of(3, 1), 1, 2, 3).floats(WEIGHT + ".absmax", Shape.of(3), 1, 1, 1)
                        .json(state, STATE.formatted("nf4", "")),
                WEIGHT, "3 bytes", "[5, 14]");
    }
}
