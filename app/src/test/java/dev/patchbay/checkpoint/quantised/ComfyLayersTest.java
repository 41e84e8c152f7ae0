package dev.patchbay.checkpoint.quantised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers whose format ComfyUI 0.8 is told. */
class ComfyLayersTest {

    private static final String LAYER = "double_blocks.0.img_attn.qkv";
    private static final String WEIGHT = LAYER + ".weight";

    private static QuantisedFile told(QuantisedFile file, String format) {
        return file.json(LAYER + ".comfy_quant", "{\"format\": \"" + format + "\"}");
    }

    private static float[] values(Checkpoint view) throws IOException {
        return view.tensor(WEIGHT).orElseThrow().data().toFloats();
    }

    @Test
    void float8InBytesIsFloat8() throws IOException {
        QuantisedFile file = new QuantisedFile().codes(WEIGHT, DType.U8, Shape.of(1, 2), 0x38, 0xb5)
                .floats(LAYER + ".weight_scale", Shape.SCALAR, 0.5f)
                .floats(LAYER + ".input_scale", Shape.SCALAR, 9);
        Checkpoint view = told(file, "float8_e4m3fn").view();
        assertThat(view.tensors().keySet()).containsExactly(WEIGHT);
        assertThat(values(view)).containsExactly(0.5f, -0.40625f);
    }

    @Test
    void theMetadataOfTheFileMayTellItAndIsNotLeftBehind() throws IOException {
        Checkpoint view = new QuantisedFile().codes(WEIGHT, DType.U8, Shape.of(1, 2), 0x3c, 0xb5)
                .floats(LAYER + ".weight_scale", Shape.SCALAR, 0.5f)
                .metadata("_quantization_metadata", "{\"layers\": {\"" + LAYER + "\": {\"format\": \"float8_e5m2\"}}}")
                .metadata("title", "kept")
                .view();
        assertThat(values(view)).containsExactly(0.5f, -0.15625f);
        assertThat(view.metadata()).containsOnlyKeys("title");
    }

    @Test
    void int8HasOneScaleOrOneForEachRow() throws IOException {
        QuantisedFile file = new QuantisedFile().codes(WEIGHT, DType.I8, Shape.of(2, 2), 1, -2, 3, 4)
                .floats(LAYER + ".weight_scale", Shape.of(2, 1), 0.5f, 2);
        assertThat(values(told(file, "int8_tensorwise").view())).containsExactly(0.5f, -1, 6, 8);
    }

    /** Scales of a 130 × 5 grid, in the order of {@code to_blocked}: the numbers are those of its NumPy transcription. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 1, 1", "32, 0, 4", "1, 0, 16", "127, 3, 511", "0, 4, 512", "128, 0, 1024", "128, 1, 1025", "129, 4, 1552"})
    void scalesLieInTilesOf128RowsAnd4Groups(long row, long group, int index) {
        TiledScales tiles = new TiledScales(130, 5, 32);
        assertThat(tiles.count()).isEqualTo(2048);
        assertThat(tiles.index(row, group * 32)).isEqualTo(index);
    }

    @Test
    void mxfp8() throws IOException {
        int[] codes = new int[64];
        codes[0] = 0x38;
        codes[32] = 0xb5;
        codes[63] = 0x7e;
        int[] scales = new int[512];
        scales[0] = 127;
        scales[1] = 125;
        QuantisedFile file = new QuantisedFile().codes(WEIGHT, DType.F8_E4M3, Shape.of(1, 64), codes)
                .codes(LAYER + ".weight_scale", DType.F8_E8M0, Shape.of(128, 4), scales);
        float[] values = values(told(file, "mxfp8").view());
        assertThat(new float[] {values[0], values[32], values[63]}).containsExactly(1, -0.203125f, 112);
    }

    @Test
    void nvfp4HasItsFirstCodeInTheUpperHalfOfAByte() throws IOException {
        int[] codes = new int[16];
        codes[0] = 0x7a;
        codes[8] = 0x12;
        int[] scales = new int[512];
        scales[0] = 0x38;
        scales[1] = 0x40;
        QuantisedFile file = new QuantisedFile().codes(WEIGHT, DType.U8, Shape.of(1, 16), codes)
                .codes(LAYER + ".weight_scale", DType.F8_E4M3, Shape.of(128, 4), scales)
                .floats(LAYER + ".weight_scale_2", Shape.SCALAR, 0.25f);
        Checkpoint view = told(file, "nvfp4").view();
        assertThat(view.tensor(WEIGHT).orElseThrow().info().shape()).isEqualTo(Shape.of(1, 32));
        float[] values = values(view);
        assertThat(new float[] {values[0], values[1], values[2], values[16], values[17]}).containsExactly(1.5f, -0.25f, 0, 0.25f, 0.5f);
        assertThat(view.tensors()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"convrot_w4a4, 8", "asym_w4a8_int8, 8", "something_new, 4"})
    void otherFormatsAreNamedAndShownWithTheirShape(String format, long columns) {
        QuantisedFile file = new QuantisedFile().codes(WEIGHT, DType.I8, Shape.of(1, 4), 1, 2, 3, 4)
                .floats(LAYER + ".weight_scale", Shape.of(1, 1), 1);
        Checkpoint view = told(file, format).view();
        assertThat(view.tensor(WEIGHT).orElseThrow().info().shape()).isEqualTo(Shape.of(1, columns));
        assertThatThrownBy(() -> values(view)).isInstanceOf(CheckpointException.class).hasMessageContainingAll(WEIGHT, format);
        assertThat(view.tensors()).hasSize(1);
    }

    @Test
    void rotatedColumnsAreNotTakenForPlainOnes() {
        QuantisedFile file = new QuantisedFile().codes(WEIGHT, DType.I8, Shape.of(1, 4), 1, 2, 3, 4)
                .floats(LAYER + ".weight_scale", Shape.of(1, 1), 1)
                .json(LAYER + ".comfy_quant", "{\"format\": \"int8_tensorwise\", \"convrot\": true}");
        assertThatThrownBy(() -> values(file.view())).hasMessageContainingAll(WEIGHT, "int8_tensorwise convrot");
    }

    @Test
    void brokenDescriptionsAndScalesAreRefused() {
        QuantisedFile file = new QuantisedFile().codes(WEIGHT, DType.U8, Shape.of(1, 32), new int[32]).json(LAYER + ".comfy_quant", "{");
        assertThatThrownBy(() -> values(file.view())).isInstanceOf(CheckpointException.class).hasMessageContaining("comfy_quant");
        QuantisedFile few = new QuantisedFile().codes(WEIGHT, DType.U8, Shape.of(1, 32), new int[32])
                .codes(LAYER + ".weight_scale", DType.F8_E4M3, Shape.of(1, 4), 0, 0, 0, 0)
                .floats(LAYER + ".weight_scale_2", Shape.SCALAR, 1);
        assertThatThrownBy(() -> values(told(few, "nvfp4").view())).hasMessageContainingAll("weight_scale", "512 values");
    }

    @Test
    void theConfigurationNoLongerAsksForQuantising() {
        Checkpoint view = new QuantisedFile().codes(WEIGHT, DType.I8, Shape.of(1, 1), 1).floats(LAYER + ".SCB", Shape.of(1), 1)
                .config("{\"_class_name\": \"FluxTransformer2DModel\", \"quantization_config\": {\"load_in_8bit\": true}}")
                .view();
        assertThat(view.companions().get("config.json")).contains("FluxTransformer2DModel").doesNotContain("quantization_config");
    }
}
