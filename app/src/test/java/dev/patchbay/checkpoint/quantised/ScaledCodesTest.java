package dev.patchbay.checkpoint.quantised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scaled float8 and int8: the numbers are those of torch 2.13, {@code codes.float() * scale}. */
class ScaledCodesTest {

    private static final String WEIGHT = "blocks.0.self_attn.q.weight";
    private static final String MODULE = "blocks.0.self_attn.q.";
    private static final int[] E4M3 = {0x00, 0x01, 0x38, 0x7e, 0xb5, 0x83, 0x44, 0xc9};
    private static final int[] E5M2 = {0x00, 0x01, 0x3c, 0x7b, 0xb5, 0x83, 0x44, 0xc9};
    private static final Shape SHAPE = Shape.of(2, 4);

    private static QuantisedFile e4m3() {
        return new QuantisedFile().codes(WEIGHT, DType.F8_E4M3, SHAPE, E4M3);
    }

    private static float[] values(Checkpoint checkpoint) throws IOException {
        return checkpoint.tensor(WEIGHT).orElseThrow().data().toFloats();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scale_weight", "weight_scale", "weight_scale_inv"})
    void oneScaleForTheTensorWhateverItIsCalled(String scale) throws IOException {
        Checkpoint view = e4m3().floats(MODULE + scale, Shape.of(1), 0.0123f).plain("blocks.0.norm.weight", 4).view();

        assertThat(view.infos()).containsExactly(
                new TensorInfo(WEIGHT, DType.F32, SHAPE), new TensorInfo("blocks.0.norm.weight", DType.F32, Shape.of(4)));
        assertThat(values(view)).containsExactly(0, 2.4023437e-05f, 0.0123f, 5.5104f, -0.00999375f, -7.207031e-05f, 0.0369f, -0.05535f);
    }

    @Test
    void e5m2() throws IOException {
        Checkpoint view = new QuantisedFile().codes(WEIGHT, DType.F8_E5M2, SHAPE, E5M2)
                .floats(MODULE + "weight_scale", Shape.of(2, 1), 0.0123f, 0.7f)
                .view();
        assertThat(values(view)).containsExactly(0, 1.876831e-07f, 0.0123f, 705.3312f, -0.21875f, -3.2043456e-05f, 2.8f, -7);
    }

    @ParameterizedTest
    @CsvSource({"2", "2 1"})
    void aScaleForEachRow(String shape) throws IOException {
        Shape scales = shape.equals("2") ? Shape.of(2) : Shape.of(2, 1);
        Checkpoint view = e4m3().floats(MODULE + "weight_scale", scales, 0.0123f, 0.7f).view();
        assertThat(values(view)).containsExactly(0, 2.4023437e-05f, 0.0123f, 5.5104f, -0.56874996f, -0.0041015623f, 2.1f, -3.1499999f);
    }

    @Test
    void aScaleForEachGroupOfARow() throws IOException {
        Checkpoint view = e4m3().floats(MODULE + "scale_weight", Shape.of(2, 2, 1), 0.0123f, 0.7f, 3.3f, 1e-4f).view();
        assertThat(values(view)).containsExactly(0, 2.4023437e-05f, 0.7f, 313.6f, -2.6812499f, -0.019335937f, 2.9999999e-4f, -4.5e-4f);
    }

    @Test
    void aScaleForEachSquareOf128() {
        float[] values = new float[3];
        Arrays.fill(values, 1);
        ScaleGrid grid = ScaleGrid.of(Shape.of(130, 300), Shape.of(2, 3)).orElseThrow();
        grid.multiply(values, 129 * 300 + 127, new float[] {1, 2, 3, 4, 5, 6});
        assertThat(values).containsExactly(4, 5, 5);
    }

    @Test
    void everyMarkAndEveryScaleOfInputsIsPartOfTheWeights() {
        Checkpoint view = e4m3().floats(MODULE + "scale_weight", Shape.of(1), 1)
                .floats(MODULE + "scale_input", Shape.of(1), 1)
                .floats(MODULE + "input_scale", Shape.of(1), 1)
                .codes("model.diffusion_model.scaled_fp8", DType.F8_E4M3, Shape.of(2), 0, 0)
                .plain(MODULE + "bias", 2)
                .view();
        assertThat(view.tensors().keySet()).containsExactly(WEIGHT, MODULE + "bias");
    }

    @Test
    void codesWithoutAScaleAreNumbersAsTheyAre() throws IOException {
        Checkpoint plain = e4m3().build();
        assertThat(LogicalTensors.view(plain)).isSameAs(plain);
    }

    @Test
    void halvesWithAScaleBesideThemAreNoCodes() {
        Checkpoint plain = new QuantisedFile().plain(WEIGHT, 2, 4).floats(MODULE + "weight_scale", Shape.of(1), 2).build();
        assertThat(LogicalTensors.of(plain).isPlain()).isTrue();
    }

    private static void refuses(QuantisedFile file, String... words) {
        assertThatThrownBy(() -> values(file.view())).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("made-up.safetensors")
                .hasMessageContainingAll(words);
    }

    @Test
    void brokenScalesAreRefusedWhenTheWeightIsRead() {
        refuses(e4m3().floats(MODULE + "weight_scale", Shape.of(3), 1, 1, 1), MODULE + "weight_scale", "[3]", "[2, 4]");
        refuses(e4m3().floats(MODULE + "weight_scale", Shape.of(1, 4), 1, 1, 1, 1), "[1, 4]");
        refuses(e4m3().floats(MODULE + "weight_scale", Shape.of(0)), "[0]");
        refuses(e4m3().floats(MODULE + "weight_scale", Shape.of(1), Float.NaN), MODULE + "weight_scale", "NaN");
        refuses(e4m3().floats(MODULE + "weight_scale", Shape.of(2), 1, Float.POSITIVE_INFINITY), "Infinity");
        refuses(e4m3().codes(MODULE + "weight_scale", DType.F8_E8M0, Shape.of(2, 1), 127, 127), "F8_E8M0");
        refuses(e4m3().floats(MODULE + "weight_scale", Shape.of(1), 1).floats(MODULE + "scale_weight", Shape.of(1), 2), "two scales");
        refuses(
                e4m3().floats(MODULE + "weight_scale", Shape.of(1), 1).floats(MODULE + "pre_quant_scale", Shape.of(4), 1, 1, 1, 1),
                MODULE + "pre_quant_scale");
    }

    @Test
    void theRowsOfBitsandbytesAreNumbersOf127() throws IOException {
        Checkpoint view = new QuantisedFile().codes(WEIGHT, DType.I8, Shape.of(2, 3), 127, -127, 5, -128, 1, 64)
                .floats(MODULE + "SCB", Shape.of(2), 0.37f, 2.5f)
                .codes(MODULE + "weight_format", DType.U8, Shape.SCALAR, 0)
                .view();
        assertThat(view.tensors().keySet()).containsExactly(WEIGHT);
        float[] reference = {0.37f, -0.37f, 0.014566929f, -2.519685f, 0.01968504f, 1.2598425f};
        float[] values = values(view);
        for (int i = 0; i < reference.length; i++) {
            assertThat(values[i]).isCloseTo(reference[i], withinPercentage(1.2e-5));
        }
    }

    @Test
    void brokenRowsOfBitsandbytesAreRefused() {
        QuantisedFile few = new QuantisedFile().codes(WEIGHT, DType.I8, Shape.of(2, 1), 1, 2).floats(MODULE + "SCB", Shape.of(1), 1);
        refuses(few, MODULE + "SCB", "2 values");
        QuantisedFile tiles = new QuantisedFile().codes(WEIGHT, DType.I8, Shape.of(1, 1), 1).floats(MODULE + "SCB", Shape.of(1), 1)
                .codes(MODULE + "weight_format", DType.U8, Shape.SCALAR, 2);
        refuses(tiles, WEIGHT, "tiles");
    }

    @Test
    void quantoKeepsTheCodesUnderAnotherName() throws IOException {
        Checkpoint view = new QuantisedFile().codes(WEIGHT + "._data", DType.I8, Shape.of(2, 2), 1, 2, 3, -4)
                .floats(WEIGHT + "._scale", Shape.of(2, 1), 0.5f, 2)
                .floats(MODULE + "input_scale", Shape.SCALAR, 1)
                .floats(MODULE + "output_scale", Shape.SCALAR, 1)
                .view();
        assertThat(view.tensors().keySet()).containsExactly(WEIGHT);
        assertThat(values(view)).containsExactly(0.5f, 1, 6, -8);
    }

    @Test
    void quantosPackedWeightsAreNamedOnly() {
        refuses(
                new QuantisedFile().codes(WEIGHT + "._data", DType.U8, Shape.of(2, 2), 1, 2, 3, 4)
                        .floats(WEIGHT + "._scale", Shape.of(2, 1), 1, 1)
                        .floats(WEIGHT + "._shift", Shape.of(2, 1), 1, 1),
                WEIGHT, "quanto U8");
    }

    @Test
    void torchaoKeepsCodesAndScalesUnderNamesOfItsOwn() throws IOException {
        Checkpoint view = new QuantisedFile().codes(MODULE + "_weight_qdata", DType.F8_E4M3, SHAPE, E4M3)
                .floats(MODULE + "_weight_scale", Shape.of(2, 1), 0.0123f, 0.7f)
                .metadata(WEIGHT, "{\"_type\": \"Float8Tensor\", \"_data\": {}, \"_tensor_data_names\": [\"qdata\", \"scale\"]}")
                .metadata("tensor_names", "[\"" + WEIGHT + "\"]")
                .metadata("format", "pt")
                .view();
        assertThat(view.infos()).containsExactly(new TensorInfo(WEIGHT, DType.F32, SHAPE));
        assertThat(view.metadata()).containsOnlyKeys("format");
        assertThat(values(view)).containsExactly(0, 2.4023437e-05f, 0.0123f, 5.5104f, -0.56874996f, -0.0041015623f, 2.1f, -3.1499999f);
    }
}
