package dev.patchbay.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alphas and magnitudes find their module although it is spelled otherwise beside them. */
class StrayPartsTest {

    private static final String MODULE = "transformer.blocks.0.attn_1.to_q";

    private static SyntheticCheckpoint pair(String module) {
        return new SyntheticCheckpoint().tensor(module + ".lora_A.weight", 4, 8).tensor(module + ".lora_B.weight", 8, 4);
    }

    private static Adapter assembled(SyntheticCheckpoint source) throws IOException {
        Checkpoint checkpoint = source.build();
        return AdapterAssembler.assemble(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()), OptionalDouble.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "transformer.blocks.0.attn_1.to_q, blocks_0_attn_1_to_q", "transformer.blocks.0.attn_1.to_q, lora_unet_blocks_0_attn_1_to_q",
        "lora_unet_blocks_0_attn_1_to_q, blocks.0.attn_1.to_q", "diffusion_model.blocks.0.attn_1.to_q, transformer.blocks.0.attn_1.to_q"
    })
    void anAlphaFindsItsModule(String module, String alpha) throws Exception {
        Adapter adapter = assembled(pair(module).values(alpha + ".alpha", DType.F32, new float[] {1}));

        assertThat(adapter.modules()).singleElement().satisfies(one -> assertThat(one.scale()).isEqualTo(0.25));
        assertThat(adapter.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "blocks_0_attn_1_to_q.dora_scale", "lora_unet_blocks_0_attn_1_to_q.lora_magnitude_vector",
        "transformer.blocks.0.attn_1.to_q_dora_scale", "blocks.0.attn_1.to_q.lora_magnitude_vector.weight",
        "transformer.blocks.0.attn_1.to_q.dora_scale"
    })
    void aMagnitudeFindsItsModule(String magnitude) throws Exception {
        Adapter adapter = assembled(pair(MODULE).tensor(magnitude, 8));

        assertThat(adapter.modules()).singleElement().satisfies(one -> assertThat(one.parts()).containsKey(Part.MAGNITUDE));
        assertThat(adapter.leftovers()).isEmpty();
    }

    @Test
    void aBiasUnderAProcessorsNameFindsItsModule() throws Exception {
        String module = "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_out";
        Adapter adapter = assembled(new SyntheticCheckpoint()
                .tensor(module + "_lora.down.weight", 4, 8)
                .tensor(module + "_lora.up.weight", 8, 4)
                .tensor(module + ".diff_b", 8));

        assertThat(adapter.modules()).singleElement().satisfies(one -> assertThat(one.parts()).containsKey(Part.DIFF_BIAS));
        assertThat(adapter.leftovers()).isEmpty();
    }

    @Test
    void whatMayBelongToTwoModulesBelongsToNone() throws Exception {
        Adapter adapter = assembled(pair("transformer.a_b.c")
                .tensor("transformer.a.b_c.lora_A.weight", 4, 8)
                .tensor("transformer.a.b_c.lora_B.weight", 8, 4)
                .values("a_b_c.alpha", DType.F32, new float[] {1}));

        assertThat(adapter.modules()).hasSize(2).allSatisfy(module -> assertThat(module.scale()).isEqualTo(1));
        assertThat(adapter.leftovers()).extracting(MappedTensor::name).containsExactly("a_b_c.alpha");
    }

    @Test
    void aModuleKeepsTheAlphaThatStandsBesideItByName() throws Exception {
        Adapter adapter = assembled(pair(MODULE)
                .values(MODULE + ".alpha", DType.F32, new float[] {2})
                .values("blocks_0_attn_1_to_q.alpha", DType.F32, new float[] {1}));

        assertThat(adapter.modules()).singleElement().satisfies(one -> assertThat(one.scale()).isEqualTo(0.5));
        assertThat(adapter.leftovers()).hasSize(1);
    }
}
