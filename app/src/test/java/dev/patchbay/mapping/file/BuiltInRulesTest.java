package dev.patchbay.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BuiltInRulesTest {

    private static List<String> apply(String id, String... names) {
        List<TensorInfo> tensors = Arrays.stream(names).map(name -> new TensorInfo(name, DType.F32, Shape.of(4, 4))).toList();
        MappingResult result = BuiltInRules.find(id).orElseThrow().apply(tensors);
        assertThat(result.problems()).isEmpty();
        return result.tensors().stream().map(MappedTensor::name).toList();
    }

    @Test
    void eachHasATitleInBothLanguagesANoteAndARule() {
        assertThat(BuiltInRules.all()).hasSize(41).allSatisfy(rules -> {
            assertThat(BuiltInRules.title(rules).orElseThrow().text(Locale.ENGLISH)).isNotBlank();
            assertThat(BuiltInRules.title(rules).orElseThrow().text(Locale.SIMPLIFIED_CHINESE))
                    .isNotEqualTo(BuiltInRules.title(rules).orElseThrow().text(Locale.ENGLISH));
            assertThat(rules.name()).isNotBlank();
            assertThat(rules.note()).isNotBlank();
            assertThat(rules.source()).isNotBlank();
            assertThat(rules.target()).isNotBlank();
            assertThat(rules.entries()).isNotEmpty();
        });
        assertThat(BuiltInRules.title(RuleSet.EMPTY)).isEmpty();
    }

    @Test
    void satLoraKeepsTheMatricesAloneAndRenamesThem() {
        String layer = "model.diffusion_model.transformer.layers.29.attention.";
        assertThat(apply(
                "sat-lora-to-cogvideox",
                layer + "query_key_value.matrix_A.0",
                layer + "query_key_value.matrix_B.1",
                layer + "query_key_value.matrix_A.2",
                layer + "dense.matrix_B.0",
                layer + "query_key_value.original.weight",
                "model.diffusion_model.transformer.layers.29.mlp.dense_h_to_4h.weight",
                "conditioner.embedders.0.transformer.shared.weight",
                "first_stage_model.encoder.conv_in.conv.weight"))
                .containsExactly(
                        "transformer.transformer_blocks.29.attn1.to_q.lora_A.weight",
                        "transformer.transformer_blocks.29.attn1.to_k.lora_B.weight",
                        "transformer.transformer_blocks.29.attn1.to_v.lora_A.weight",
                        "transformer.transformer_blocks.29.attn1.to_out.0.lora_B.weight");
    }

    @Test
    void peftLosesItsWrapper() {
        assertThat(apply(
                "peft-to-diffusers",
                "base_model.model.transformer_blocks.0.attn1.to_q.lora_A.weight",
                "base_model.model.transformer.transformer_blocks.0.attn1.to_k.lora_A.weight",
                "base_model.model.down_blocks.0.attentions.0.proj_in.lora_A.weight",
                "other"))
                .containsExactly(
                        "transformer.transformer_blocks.0.attn1.to_q.lora_A.weight",
                        "transformer.transformer_blocks.0.attn1.to_k.lora_A.weight",
                        "unet.down_blocks.0.attentions.0.proj_in.lora_A.weight",
                        "other");
    }

    @Test
    void oneAxisEach() {
        assertThat(apply("adapter-infix", "blocks.0.q.lora_A.default.weight", "blocks.0.q.lora_B.weight"))
                .containsExactly("blocks.0.q.lora_A.weight", "blocks.0.q.lora_B.weight");
        assertThat(apply("kohya-suffix", "transformer.a.lora_down.weight", "transformer.a.lora_up.weight", "unet.b.lora.up.weight",
                "transformer.a.alpha"))
                .containsExactly("transformer.a.lora_A.weight", "transformer.a.lora_B.weight", "unet.b.lora_B.weight",
                        "transformer.a.alpha");
        assertThat(apply("bare-diffusers", "transformer_blocks.0.attn1.to_q.lora_A.weight", "single_transformer_blocks.1.x",
                "transformer.y"))
                .containsExactly("transformer.transformer_blocks.0.attn1.to_q.lora_A.weight", "transformer.single_transformer_blocks.1.x",
                        "transformer.y");
        assertThat(apply("diffusion-model-prefix", "diffusion_model.transformer_blocks.0.x", "diffusion_model.blocks.0.self_attn.q"))
                .containsExactly("transformer.transformer_blocks.0.x", "diffusion_model.blocks.0.self_attn.q");
    }
}
