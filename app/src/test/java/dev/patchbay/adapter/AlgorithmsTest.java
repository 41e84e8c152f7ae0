package dev.patchbay.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.config.DeclaredAlpha;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the parts of algorithms other than plain low-rank pairs. */
class AlgorithmsTest {

    private static final long[] SCALAR = {};

    @ParameterizedTest
    @CsvSource({
        "dora_scale, '8,1', OUTPUT",
        "dora_scale, '1,16', INPUT",
        "dora_scale, '8,1,1,1', OUTPUT",
        "dora_scale, '1,16,1,1', INPUT",
        "dora_scale, '3,1', UNCLEAR",
        "dora_scale, '1,3', UNCLEAR",
        "dora_scale, '', UNCLEAR",
        "dora_scale, '2,8', UNCLEAR",
        "dora_scale, '4611686018427387904,4611686018427387904,0', UNCLEAR",
        "lora_magnitude_vector, '8', OUTPUT",
        "lora_magnitude_vector, '1,8,1,1', OUTPUT",
        "lora_magnitude_vector.weight, '8', OUTPUT",
        "lora_magnitude_vector.default.weight, '8', OUTPUT",
        "lora_magnitude_vector, '16', UNCLEAR",
        "magnitude, '8', OUTPUT",
    })
    void magnitudesLieOverRowsOrOverColumns(String name, String sizes, MagnitudeAxis axis) throws Exception {
        AdapterModule module = assemble(pair("a").data("a." + name, zeros(sizes))).modules().getFirst();

        assertThat(module.isDora()).isTrue();
        assertThat(module.algorithm()).isEqualTo(Algorithm.LORA);
        assertThat(module.magnitudeAxis()).contains(axis);
    }

    @Test
    void ofASquareLayerTheSpellingTellsTheAxisOfAConvolutionsMagnitudes() throws Exception {
        SyntheticCheckpoint square = new SyntheticCheckpoint()
                .tensor("a.lora_down.weight", 2, 8, 1, 1).tensor("a.lora_up.weight", 8, 2, 1, 1).tensor("a.dora_scale", 1, 8, 1, 1)
                .tensor("b.lora_A.weight", 2, 8, 1, 1).tensor("b.lora_B.weight", 8, 2, 1, 1).tensor("b.lora_magnitude_vector", 1, 8, 1, 1);

        assertThat(assemble(square).modules()).extracting(module -> module.magnitudeAxis().orElseThrow())
                .containsExactly(MagnitudeAxis.INPUT, MagnitudeAxis.OUTPUT);
    }

    @Test
    void aMagnitudeAloneIsNoModule() throws Exception {
        Adapter adapter = assemble(new SyntheticCheckpoint().tensor("a.dora_scale", 8, 1).tensor("b.lora_magnitude_vector", 8));

        assertThat(adapter.modules()).isEmpty();
        assertThat(adapter.leftovers()).extracting(MappedTensor::name).containsExactly("a.dora_scale", "b.lora_magnitude_vector");
        assertThat(adapter.leftovers()).extracting(tensor -> LeftoverKind.of(tensor.name())).containsOnly(LeftoverKind.DORA);
    }

    @Test
    void aMiddleFactorMakesAThirdMatrixOfAPair() throws Exception {
        AdapterModule module = assemble(pair("a").tensor("a.lora_mid.weight", 4, 4, 3, 3)).modules().getFirst();

        assertThat(module.isComplete()).isTrue();
        assertThat(module.isPair()).isFalse();
        assertThat(module.part(Part.MID)).isPresent();
    }

    @Test
    void differencesOfFullRankGoWithAPairOrStandAlone() throws Exception {
        Adapter adapter = assemble(pair("a").tensor("a.diff_b", 8).tensor("b.diff", 8, 16));

        assertThat(adapter.modules()).extracting(AdapterModule::algorithm).containsExactly(Algorithm.LORA, Algorithm.FULL_DIFF);
        assertThat(adapter.modules().getFirst().parts()).containsKey(Part.DIFF_BIAS);
        assertThat(adapter.modules().getLast().inputs()).isEqualTo(OptionalLong.of(16));
        assertThat(adapter.modules().getLast().outputs()).isEqualTo(OptionalLong.of(8));
        assertThat(adapter.modules().getLast().scaleSource()).isEqualTo(ScaleSource.FIXED);
    }

    /** LyCORIS has no scale there; PEFT multiplies by alpha / r all the same. */
    @Test
    void loKrOfTwoWholeFactorsHasTheScaleThatPeftDeclaresAndNoneOfItsOwn() throws Exception {
        SyntheticCheckpoint alone = new SyntheticCheckpoint().tensor("a.lokr_w1", 2, 2).tensor("a.lokr_w2", 4, 8);
        assertThat(assemble(alone).modules().getFirst().scaleSource()).isEqualTo(ScaleSource.FIXED);

        SyntheticCheckpoint peft = new SyntheticCheckpoint()
                .tensor("base_model.model.a.lokr_w1", 2, 2)
                .tensor("base_model.model.a.lokr_w2", 4, 8)
                .companion("adapter_config.json", "{\"peft_type\": \"LOKR\", \"r\": 4, \"alpha\": 8}");
        AdapterModule module = assemble(peft).modules().getFirst();
        assertThat(module.scale()).isEqualTo(2);
        assertThat(module.scaleSource()).isEqualTo(ScaleSource.ADAPTER_CONFIG);
    }

    @Test
    void twoAlgorithmsOnOneModuleAreTwoAdaptersOfWhichTheFirstCounts() throws Exception {
        Adapter adapter = assemble(pair("a").tensor("a.hada_w1_a", 8, 4));

        assertThat(adapter.modules()).singleElement().extracting(AdapterModule::algorithm).isEqualTo(Algorithm.LORA);
        assertThat(adapter.leftovers()).extracting(MappedTensor::name).containsExactly("a.hada_w1_a");
    }

    @Test
    void theMiddleFactorsOfLoHaTurnItsFirstHalvesRound() throws Exception {
        AdapterModule module = assemble(new SyntheticCheckpoint()
                .tensor("a.hada_w1_a", 4, 8).tensor("a.hada_w1_b", 4, 16).tensor("a.hada_w2_a", 4, 8).tensor("a.hada_w2_b", 4, 16)
                .tensor("a.hada_t1", 4, 4, 3, 3).tensor("a.hada_t2", 4, 4, 3, 3)).modules().getFirst();

        assertThat(module.rank()).isEqualTo(4);
        assertThat(module.inputs()).isEqualTo(OptionalLong.of(16));
        assertThat(module.outputs()).isEqualTo(OptionalLong.of(8));
        assertThat(module.isComplete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lokr_w1 2,4; lokr_w2_a 3,5; lokr_w2_b 5,6                       | 5 | 24 | 6  | 0.4 | ALPHA_TENSOR
            lokr_w1_a 2,5; lokr_w1_b 5,4; lokr_w2 3,6                       | 5 | 24 | 6  | 0.4 | ALPHA_TENSOR
            lokr_w1_a 2,5; lokr_w1_b 5,4; lokr_w2_a 3,7; lokr_w2_b 7,6      | 7 | 24 | 6  | 0.2857142857142857 | ALPHA_TENSOR
            lokr_w1 2,4; lokr_w2 3,6                                        | 0 | 24 | 6  | 1   | FIXED
            """)
    void loKrDividesAlphaByTheInnerSizeOfItsFactorUnlessBothAreWhole(
            String parts, long rank, long inputs, long outputs, double scale, ScaleSource source) throws Exception {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint().values("a.alpha", DType.F32, new float[] {2}, SCALAR);
        for (String part : parts.split(";")) {
            String[] words = part.strip().split(" ");
            checkpoint.data("a." + words[0], zeros(words[1]));
        }

        AdapterModule module = assemble(checkpoint).modules().getFirst();

        assertThat(module.isComplete()).isTrue();
        assertThat(module.rank()).isEqualTo(rank);
        assertThat(module.inputs()).isEqualTo(OptionalLong.of(inputs));
        assertThat(module.outputs()).isEqualTo(OptionalLong.of(outputs));
        assertThat(module.scale()).isEqualTo(scale);
        assertThat(module.scaleSource()).isEqualTo(source);
        assertThat(module.alpha()).hasValue(2);
        assertThat(module.part(Part.ALPHA)).isPresent();
    }

    @Test
    void theAlphaOfOftIsAConstraintAndNoScale() throws Exception {
        AdapterModule module = assemble(new SyntheticCheckpoint()
                .tensor("a.oft_blocks", 2, 4, 4)
                .values("a.alpha", DType.F32, new float[] {0.5f}, SCALAR)).modules().getFirst();

        assertThat(module.scale()).isEqualTo(1);
        assertThat(module.alpha()).hasValue(0.5);
    }

    @Test
    void alphaIsKnownAlthoughAPersonChoseTheScale() throws Exception {
        Checkpoint checkpoint = pair("a").values("a.alpha", DType.F32, new float[] {2}, SCALAR).build();

        AdapterModule module = AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.of(3))
                .modules().getFirst();

        assertThat(module.scale()).isEqualTo(3);
        assertThat(module.declaredAlpha()).contains(new DeclaredAlpha(2, ScaleSource.ALPHA_TENSOR));
    }

    @Test
    void aVectorIsAnIa3PartOnlyBesideItsMark() throws Exception {
        Adapter adapter = assemble(new SyntheticCheckpoint()
                .tensor("a.weight", 8).values("a.on_input", DType.F32, new float[] {1}, SCALAR).tensor("b.weight", 8));

        assertThat(adapter.modules()).singleElement().satisfies(module -> {
            assertThat(module.algorithm()).isEqualTo(Algorithm.IA3);
            assertThat(module.parts()).containsOnlyKeys(Part.IA3, Part.ON_INPUT);
        });
        assertThat(adapter.leftovers()).extracting(MappedTensor::name).containsExactly("b.weight");
    }

    @Test
    void piecesOfAFusedLayerAreModulesThatShareAnAlpha() throws Exception {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint().values("lora_unet_x_qkv.alpha", DType.F32, new float[] {2}, SCALAR);
        for (int i = 0; i < 3; i++) {
            checkpoint.tensor("lora_unet_x_qkv.lora_down." + i + ".weight", 4, 16).tensor("lora_unet_x_qkv.lora_up." + i + ".weight", 8, 4);
        }

        Adapter adapter = assemble(checkpoint);

        assertThat(adapter.modules()).extracting(AdapterModule::piece)
                .containsExactly(OptionalInt.of(0), OptionalInt.of(1), OptionalInt.of(2));
        assertThat(adapter.modules()).extracting(AdapterModule::scale).containsOnly(0.5);
        assertThat(adapter.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.hada_w1_a, LOHA", "a.lokr_w1_a, LOKR", "a.rescale, OFT", "a.on_input, IA3", "a.vera_lambda_b, VERA", "a.a1.weight, GLORA",
        "a.lora_E, ADALORA", "a.boft_s, BOFT", "a.lora_mid.weight, LORA", "a.reshape_weight, FULL_DIFF", "a.lora_embedding_A, LORA",
    })
    void partsThatMakeNoWholeAreAModuleThatIsNotComplete(String name, Algorithm algorithm) throws Exception {
        AdapterModule module = assemble(new SyntheticCheckpoint().tensor(name, 4)).modules().getFirst();

        assertThat(module.algorithm()).isEqualTo(algorithm);
        assertThat(module.isComplete()).isFalse();
    }

    @Test
    void anEmbeddingHasItsOwnPair() throws Exception {
        AdapterModule module = assemble(new SyntheticCheckpoint()
                .tensor("base_model.model.shared.lora_embedding_A", 4, 100)
                .tensor("base_model.model.shared.lora_embedding_B", 16, 4)).modules().getFirst();

        assertThat(module.isComplete()).isTrue();
        assertThat(module.isPair()).isFalse();
        assertThat(module.rank()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "base_model.model.norm_out.linear.weight, SAVED_MODULE", "bundle_emb.x, TRAINED_WORDS", "_aux.y, OTHER",
        "single_blocks.0.norm.key_norm.scale, NORM_SCALE", "lora_controlnet, CONTROL",
        "base_model.model.x.fourierft_spectrum, OTHER_TUNER", "base_model.model.x.lora_A.second.weight, SECOND_PAIR",
        "conditioner.embedders.0.x, TEXT_ENCODER", "first_stage_model.x, VAE", "something.else.weight, OTHER",
        "a.hada_w1_a, LOHA", "a.boft_s, OFT", "a.w_norm, DIFF", "a.diff, DIFF", "a.lora_E, SECOND_PAIR", "a.dora_scale, DORA",
    })
    void whatBelongsToNoModuleIsNamedForWhatItIs(String name, LeftoverKind kind) {
        assertThat(LeftoverKind.of(name)).isEqualTo(kind);
    }

    private static SyntheticCheckpoint pair(String module) {
        return new SyntheticCheckpoint().tensor(module + ".lora_down.weight", 4, 16).tensor(module + ".lora_up.weight", 8, 4);
    }

    private static SyntheticCheckpoint.Bytes zeros(String sizes) {
        long[] shape = sizes.isEmpty() ? SCALAR : List.of(sizes.split(",")).stream().mapToLong(Long::parseLong).toArray();
        return new SyntheticCheckpoint.Bytes(DType.F32, Shape.of(shape), new byte[0]);
    }

    private static Adapter assemble(SyntheticCheckpoint made) throws Exception {
        Checkpoint checkpoint = made.build();
        return AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty());
    }
}
