package dev.patchbay.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterKeyTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "transformer.blocks.0.attn1.to_q.lora_A.weight, '', transformer, blocks.0.attn1.to_q, DOWN, LORA_AB, ''",
        "transformer.blocks.0.attn1.to_q.lora_B.weight, '', transformer, blocks.0.attn1.to_q, UP, LORA_AB, ''",
        "base_model.model.blocks.0.attn1.to_q.lora_A.weight, base_model.model, '', blocks.0.attn1.to_q, DOWN, LORA_AB, ''",
        "transformer.base_model.model.blocks.0.to_q.lora_A.weight, base_model.model, transformer, blocks.0.to_q, DOWN, LORA_AB, ''",
        "blocks.0.self_attn.q.lora_A.default.weight, '', '', blocks.0.self_attn.q, DOWN, LORA_AB, default",
        "blocks.0.self_attn.q.lora_B.default_0.weight, '', '', blocks.0.self_attn.q, UP, LORA_AB, default_0",
        "blocks.0.qkv_x.lora_A, '', '', blocks.0.qkv_x, DOWN, LORA_AB, ''",
        "diffusion_model.blocks.0.q.lora_down.weight, diffusion_model, '', blocks.0.q, DOWN, LORA_DOWN_UP, ''",
        "lora_unet_down_blocks_0_attn1_to_q.lora_up.weight, lora_unet, '', down_blocks_0_attn1_to_q, UP, LORA_DOWN_UP, ''",
        "lora_unet__transformer_blocks_0_attn1_to_q.alpha, lora_unet_, '', transformer_blocks_0_attn1_to_q, ALPHA, ALPHA, ''",
        "lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_down.weight, lora_te2, '', text_model_encoder_layers_0_mlp_fc1, DOWN, "
                + "LORA_DOWN_UP, ''",
        "unet.up_blocks.1.attn1.to_k.lora.down.weight, '', unet, up_blocks.1.attn1.to_k, DOWN, LORA_DOT, ''",
        "text_encoder.layers.0.q_proj.lora_linear_layer.up.weight, '', text_encoder, layers.0.q_proj, UP, LINEAR_LAYER, ''",
        "down_blocks.0.attn1.processor.to_out_lora.down.weight, '', '', down_blocks.0.attn1.to_out.0, DOWN, "
                + "PROCESSOR, ''",
        "model.diffusion_model.transformer.layers.0.attention.dense.matrix_B.0, '', '', "
            + "model.diffusion_model.transformer.layers.0.attention.dense.0, UP, SAT, ''",
    })
    void aNameIsTakenApartAlongItsAxes(
            String name, String container, String component, String module, Part part, Spelling spelling, String infix) {
        assertThat(AdapterKey.parse(name))
                .contains(new AdapterKey(container, component, module, OptionalInt.empty(), part, spelling, infix));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "transformer.blocks.0.to_q.weight", "lora_A.weight", ".lora_A.weight", "", ".", "alpha", "a.matrix_A.x", "lora_A", "a.lora_A.bias",
        "a.lora_alpha", "decoder.up.0.block.weight", "a.diff.weight"
    })
    void otherNamesAreNoPartOfAnAdapter(String name) {
        assertThat(AdapterKey.parse(name)).isEmpty();
    }

    @Test
    void aPairOfMixedSpellingsIsOneModule() {
        String down = AdapterKey.parse("transformer.a.b.lora_A.weight").orElseThrow().identity();

        assertThat(AdapterKey.parse("transformer.a.b.lora.up.weight").orElseThrow().identity()).isEqualTo(down);
    }
}
