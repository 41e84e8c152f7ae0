package dev.patchbay.generation.wan.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.GenerationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of the autoencoders as {@code vae/config.json} has them. */
class WanVaeConfigTest {

    private static final Path FILE = Path.of("vae/config.json");

    @Test
    void settingsThatAreNotThereAreThoseOfWan21() throws Exception {
        WanVaeConfig config = PublishedVae.WAN_2_1.config();
        assertThat(config.decoderWidths()).containsExactly(96, 192, 384, 384).isEqualTo(config.encoderWidths());
        assertThat(config.spatialCompression()).isEqualTo(8);
        assertThat(config.temporalCompression()).isEqualTo(4);
        assertThat(config.mean()).hasSize(16).startsWith(-0.7571).endsWith(-0.2921);
        assertThat(config.std()).hasSize(16).startsWith(2.8184).endsWith(1.916);
        assertThat(config.decodingTiles()).isEqualTo(config.encodingTiles());
        assertThat(config.decodingTiles().hold(32, 32)).isTrue();
        assertThat(config.decodingTiles().hold(32, 33)).isFalse();
    }

    /** Diffusers counts an encoder's tiles in patches, a decoder's in pixels. */
    @Test
    void patchesMakeTheResidualOneCompressMore() throws Exception {
        WanVaeConfig config = PublishedVae.WAN_2_2.config();
        assertThat(config.spatialCompression()).isEqualTo(16);
        assertThat(config.temporalCompression()).isEqualTo(4);
        assertThat(config.decoderInput(0)).isEqualTo(512);
        assertThat(config.decodingTiles().height()).isEqualTo(16);
        assertThat(config.encodingTiles().height()).isEqualTo(32);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "temperal_downsample | [true]",
        "temperal_downsample | [1, 2, 3]",
        "attn_scales | [0.5]",
        "latents_mean | [0.5]",
        "latents_std | [\"a\"]",
        "in_channels | 4",
        "out_channels | 12",
        "num_res_blocks | 0",
        "is_residual | 1"
    })
    void aSettingThatCannotBeIsNamed(String name, String value) {
        String settings = "{\"" + name + "\": " + value + "}";
        assertThatThrownBy(() -> WanVaeConfig.of(ConfigFileJson.of(FILE, settings)))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining(name);
    }

    /** Three times as many channels cannot be dealt out to four parts, and an odd number cannot be halved. */
    @ParameterizedTest
    @CsvSource({"true, 32, 1, 3", "false, 1, 1, 1"})
    void widthsThatCannotBeSharedOutAreRefused(boolean residual, int base, int first, int second) {
        String settings = "{\"is_residual\": %b, \"base_dim\": %d, \"dim_mult\": [%d, %d], \"temperal_downsample\": [false]}"
                .formatted(residual, base, first, second);
        assertThatThrownBy(() -> WanVaeConfig.of(ConfigFileJson.of(FILE, settings)))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("dim_mult");
    }
}
