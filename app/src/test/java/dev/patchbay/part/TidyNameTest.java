package dev.patchbay.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TidyNameTest {

    @ParameterizedTest
    @CsvSource({
        "transformer._orig_mod.blocks.0.to_q, transformer.blocks.0.to_q",
        "base_model.model._orig_mod.blocks.0.to_q, base_model.model.blocks.0.to_q",
        "module.module.blocks.0.to_q, blocks.0.to_q",
        "transformer.transformer.blocks.0.to_q, transformer.blocks.0.to_q",
        "diffusion_model.transformer.transformer.blocks.0.to_q, transformer.blocks.0.to_q",
        "model.diffusion_model.blocks.0.to_q, diffusion_model.blocks.0.to_q",
        "blocks.0._fsdp_wrapped_module.to_q, blocks.0.to_q",
        "blocks.0.to_q.default, blocks.0.to_q",
        "blocks..0.to_q_, blocks.0.to_q",
        "lora_unet_blocks_6.self_attn.k, lora_unet_blocks_6_self_attn_k",
        "lora_unet.blocks.6.self_attn.k, lora_unet_blocks_6_self_attn_k",
        "lora_unet_blocks__6_self_attn_k__, lora_unet_blocks_6_self_attn_k",
        "lora_unet__orig_mod_blocks_6_self_attn_k, lora_unet_blocks_6_self_attn_k",
        "lora_unet_blocks_6__orig_mod_self_attn_k.default, lora_unet_blocks_6_self_attn_k",
        "lora_te2_module_text_model_encoder_layers_0_mlp_fc1, lora_te2_text_model_encoder_layers_0_mlp_fc1",
    })
    void whatDoesNotBelongIntoANameIsTakenOutOnce(String name, String tidy) {
        TidyName found = TidyName.of(name).orElseThrow();

        assertThat(found.name()).isEqualTo(tidy);
        assertThat(found.strays()).isNotEmpty();
        assertThat(TidyName.of(tidy)).as("a tidy name").isEmpty();
        assertThat(found.key().module()).isNotEmpty();
    }

    /** Names that programs read as they are, or whose words are a model's own. */
    @ParameterizedTest
    @ValueSource(strings = {
        "transformer.blocks.0.to_q", "transformer.base_model.model.blocks.0.to_q", "base_model.model.transformer.blocks.0.to_q",
        "diffusion_model.blocks.0.to_q", "lora_unet_blocks_0_to_q", "lora_unet__blocks_0_to_q", "text_encoder.model.layers.0.q_proj",
        "text_encoders.clip_l.transformer.text_model.encoder.layers.0.q", "unet.down_blocks.0.net.module.proj"
    })
    void tidyNamesStay(String name) {
        assertThat(TidyName.of(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.diffusion_model.transformer.layers.0.attention.query_key_value.matrix_A.0", "module.blocks.0.weight"})
    void sATsNamesAndWeightsAreNoneOfIts(String name) {
        assertThat(TidyName.ofTensor(name)).isEqualTo(Optional.empty());
    }
}
