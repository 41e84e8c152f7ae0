package dev.patchbay.checkpoint.quantised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** NVFP4 with two scales, in rows: {@code e2m1[code] · float8(scale) · scale_2}. */
class ModelOptFourBitTest {

    private static final String WEIGHT = "transformer_blocks.0.attn.to_q.weight";

    /** Two rows of 32: codes 1 and 2 (0.5 and 1) in byte 0, 7 and 15 (6 and -6) in byte 8, which is the second group. */
    private static QuantisedFile file(Shape scales) {
        int[] codes = new int[32];
        codes[0] = 0x21;
        codes[8] = 0xf7;
        codes[16] = 0x0a;
        return new QuantisedFile().codes(WEIGHT, DType.U8, Shape.of(2, 16), codes)
                .codes(WEIGHT + "_scale", DType.F8_E4M3, scales, 0x38, 0x40, 0x30, 0x38)
                .floats(WEIGHT + "_scale_2", Shape.SCALAR, 0.25f)
                .floats("transformer_blocks.0.attn.to_q.input_scale", Shape.SCALAR, 3);
    }

    @Test
    void theFirstCodeIsInTheLowerHalfAndEveryGroupOf16HasItsScale() throws IOException {
        Checkpoint view = file(Shape.of(2, 2)).view();
        assertThat(view.tensors().keySet()).containsExactly(WEIGHT);
        assertThat(view.tensor(WEIGHT).orElseThrow().info().shape()).isEqualTo(Shape.of(2, 32));
        float[] values = view.tensor(WEIGHT).orElseThrow().data().toFloats();
        assertThat(new float[] {values[0], values[1], values[2], values[16], values[17], values[32], values[33]})
                .containsExactly(0.125f, 0.25f, 0, 3, -3, -0.125f, 0);
    }

    @Test
    void aRunMayBeginInTheMiddleOfAByte() throws IOException {
        DequantisedData data = (DequantisedData) file(Shape.of(2, 2)).view().tensor(WEIGHT).orElseThrow().data();
        assertThat(data.<float[]>readRuns(runs -> runs.values(1, 16))).startsWith(0.25f, 0).endsWith(0, 3);
    }

    private static void refuses(QuantisedFile file, String... words) {
        assertThatThrownBy(() -> file.view().tensor(WEIGHT).orElseThrow().data().toFloats()).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("made-up.safetensors")
                .hasMessageContainingAll(words);
    }

    @Test
    void scalesOfAnUnknownOrderAndSmoothedInputsAreRefused() {
        refuses(file(Shape.of(2, 2)).metadata("quantization_config", "{\"quant_algo\": \"NVFP4\"}"), WEIGHT, "tiles");
        refuses(file(Shape.of(4, 1)), "[4, 1]", "[2, 32]");
        refuses(file(Shape.of(2, 2)).floats("transformer_blocks.0.attn.to_q.pre_quant_scale", Shape.of(32), new float[32]),
                "pre_quant_scale");
    }
}
