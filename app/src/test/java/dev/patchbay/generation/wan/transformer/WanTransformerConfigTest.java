package dev.patchbay.generation.wan.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.GenerationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WanTransformerConfigTest {

    private static WanTransformerConfig read(String settings) throws GenerationException {
        return WanTransformerConfig.of(ConfigFileJson.of(Path.of("config.json"), settings));
    }

    @Test
    void whatIsMissingHasDiffusersDefaultsWhichAreThe14bModel() throws Exception {
        WanTransformerConfig config = read("{\"_class_name\": \"WanTransformer3DModel\"}");
        assertThat(config.width()).isEqualTo(5120);
        assertThat(config.layers()).isEqualTo(40);
        assertThat(config.tokens(21, 60, 104)).isEqualTo(21 * 30 * 52);
        assertThat(config.frameDim()).isEqualTo(44);
        assertThat(config.planeDim()).isEqualTo(42);
        assertThat(read("{\"_class_name\": \"WanTransformer3DModel\", \"in_channels\": 36, \"out_channels\": null}").outChannels())
                .isEqualTo(36);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "_class_name | \"WanVACETransformer3DModel\"", "qk_norm | \"rms_norm\"", "image_dim | 1280", "added_kv_proj_dim | 5120",
        "pos_embed_seq_len | 514", "patch_size | [2, 2]", "patch_size | [1, 2, 4]", "patch_size | [1, 0, 0]",
        "attention_head_dim | 127", "attention_head_dim | 28", "attention_head_dim | 4", "freq_dim | 255", "eps | -1", "eps | 1e300",
        "num_layers | 0", "num_layers | 1e9", "ffn_dim | -5", "num_attention_heads | \"12\"", "rope_max_seq_len | 0",
        "cross_attn_norm | 3"
    })
    void settingsThatMakeNoModelAreRefusedByName(String name, String value) {
        String known = name.equals("_class_name") ? "" : "\"_class_name\": \"WanTransformer3DModel\", ";
        assertThatThrownBy(() -> read("{" + known + "\"" + name + "\": " + value + "}"))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("config.json")
                .hasMessageContaining(name);
    }
}
