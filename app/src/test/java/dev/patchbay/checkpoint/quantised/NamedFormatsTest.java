package dev.patchbay.checkpoint.quantised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A linear layer from 128 to 64 in the formats that are named: sizes as the named programs store them. */
class NamedFormatsTest {

    private static final String MODULE = "transformer_blocks.0.attn.to_q";

    /** @param end what stands behind the module */
    private record Stored(String end, DType type, long... sizes) {

        private QuantisedFile into(QuantisedFile file) {
            Shape shape = Shape.of(sizes);
            return file.codes(MODULE + end, type, shape, new int[Math.toIntExact(type.byteSize(shape.elements()))]);
        }
    }

    private static Stored codes(String end, DType type, long... sizes) {
        return new Stored(end, type, sizes);
    }

    private static Arguments format(String name, Shape shape, Stored... stored) {
        return Arguments.of(name, shape, List.of(stored));
    }

    private static Stream<Arguments> formats() {
        Shape whole = Shape.of(64, 128);
        return Stream.of(
                format("SVDQuant (nunchaku)", whole, codes(".qweight", DType.I8, 64, 64), codes(".wscales", DType.BF16, 2, 64),
                        codes(".smooth_factor", DType.BF16, 128), codes(".smooth_factor_orig", DType.BF16, 128),
                        codes(".proj_down", DType.BF16, 128, 32), codes(".proj_up", DType.BF16, 64, 32)),
                format("SVDQuant (nunchaku)", whole, codes(".qweight", DType.I8, 64, 64), codes(".wscales", DType.F8_E4M3, 8, 64),
                        codes(".wcscales", DType.BF16, 64), codes(".wtscale", DType.BF16, 1), codes(".smooth", DType.BF16, 128),
                        codes(".lora_down", DType.BF16, 128, 32), codes(".lora_up", DType.BF16, 64, 32)),
                format("AWQ W4A16 (nunchaku)", whole, codes(".qweight", DType.I32, 16, 64), codes(".wscales", DType.BF16, 2, 64),
                        codes(".wzeros", DType.BF16, 2, 64)),
                format("GPTQ", whole, codes(".qweight", DType.I32, 16, 64), codes(".qzeros", DType.I32, 1, 8),
                        codes(".scales", DType.F16, 1, 64), codes(".g_idx", DType.I32, 128)),
                format("AWQ", whole, codes(".qweight", DType.I32, 128, 8), codes(".qzeros", DType.I32, 1, 8),
                        codes(".scales", DType.F16, 1, 64)),
                format("HQQ", Shape.of(32, 128), codes(".W_q", DType.U8, 32, 128), codes(".scale", DType.F16, 128, 1),
                        codes(".zero", DType.F16, 128, 1), codes(".shape", DType.I64, 2), codes(".nbits", DType.I64)),
                format("EETQ", whole, codes(".weight", DType.I8, 128, 64), codes(".weight_scales", DType.F16, 64)),
                format("EETQ", whole, codes(".qweight", DType.I8, 128, 64), codes(".weight_scales", DType.F16, 64)),
                format("compressed-tensors NVFP4", whole, codes(".weight_packed", DType.U8, 64, 64),
                        codes(".weight_scale", DType.F8_E4M3, 64, 8), codes(".weight_global_scale", DType.F32, 1)),
                format("SDNQ", whole, codes(".weight", DType.U8, 4096), codes(".scale", DType.BF16, 64, 4, 1),
                        codes(".zero_point", DType.BF16, 64, 4, 1), codes(".svd_up", DType.BF16, 64, 16),
                        codes(".svd_down", DType.BF16, 16, 128)),
                format("SDNQ", whole, codes(".weight", DType.I8, 64, 4, 32), codes(".scale", DType.BF16, 64, 4, 1)),
                format("SDNQ", whole, codes(".weight", DType.I8, 128, 64), codes(".scale", DType.BF16, 1, 64)),
                format("SDNQ", whole, codes(".weight", DType.I8, 64, 128), codes(".scale", DType.BF16, 64, 1)),
                format("torchao U8", whole, codes("._weight_qdata", DType.U8, 64, 64), codes("._weight_scale", DType.BF16, 4, 64),
                        codes("._weight_zero_point", DType.BF16, 4, 64)),
                format("torchao I8", whole, codes("._weight_qdata", DType.I8, 64, 128), codes("._weight_scale", DType.BF16, 64, 4),
                        codes("._weight_zero_point", DType.I8, 64, 4)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void isNamedWithTheShapeThatIsMeantAndItsValuesAreRefused(String format, Shape shape, List<Stored> stored) {
        QuantisedFile file = new QuantisedFile().plain(MODULE + ".bias", 64).metadata("quantization_config", "{}");
        stored.forEach(tensor -> tensor.into(file));
        Checkpoint view = file.view();

        assertThat(view.infos()).containsExactlyInAnyOrder(
                new TensorInfo(MODULE + ".weight", DType.F32, shape), new TensorInfo(MODULE + ".bias", DType.F32, Shape.of(64)));
        assertThat(view.metadata()).isEmpty();
        assertThat(view.warnings()).hasSize(2);
        assertThatThrownBy(() -> view.tensor(MODULE + ".weight").orElseThrow().data().toFloats()).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("made-up.safetensors", MODULE + ".weight", format);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void withoutWhatBelongsBesideTheCodesNothingIsClaimed(String format, Shape shape, List<Stored> stored) {
        QuantisedFile file = new QuantisedFile();
        stored.getFirst().into(file);
        assertThat(LogicalTensors.of(file.build()).isPlain()).as(format + " " + shape).isTrue();
    }
}
