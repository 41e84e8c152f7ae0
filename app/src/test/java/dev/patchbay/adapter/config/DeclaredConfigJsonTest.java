package dev.patchbay.adapter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredConfigJsonTest {

    private static final List<String> NUMBERS = List.of("99999999999999999999999999", "-99999999999999999999999999", "9".repeat(400),
            "-" + "9".repeat(400), "1e999", "-1e999", "1e-999", "1.5", "-0.0", "9223372036854775808");

    /** Python reads whole numbers of any length, so files may have them. */
    @ParameterizedTest
    @ValueSource(strings = {"\"r\": %s", "\"lora_alpha\": %s", "\"layers_to_transform\": %s", "\"layers_to_transform\": [1, %s]",
        "\"rank_pattern\": {\"to_q\": %s}", "\"alpha_pattern\": {\"to_q\": %s}", "\"use_rslora\": %s", "\"peft_type\": %s",
        "\"target_modules\": %s", "\"inference_mode\": %s"})
    void numbersOfAnySizeAreRead(String field) {
        for (String number : NUMBERS) {
            String json = "{\"r\": 4, \"target_modules\": [\"to_q\"], " + field.formatted(number) + "}";
            assertThat(DeclaredConfigJson.adapterConfig(json)).as(json).isPresent();
            assertThat(DeclaredConfigJson.metadata(json.replace("\"r\"", "\"transformer.r\""))).as(json).isPresent();
        }
    }

    @Test
    void aLayerThatCannotExistIsNoLayerAtAll() {
        Optional<DeclaredConfig> config = DeclaredConfigJson.adapterConfig(
                "{\"target_modules\": [\"to_q\"], \"layers_to_transform\": 99999999999999999999999999, \"layers_pattern\": \"blocks\"}");
        assertThat(config.flatMap(DeclaredConfig::targets)).hasValueSatisfying(targets -> {
            assertThat(targets.contains("blocks.0.to_q")).isFalse();
            assertThat(targets.contains("blocks.7.to_q")).isFalse();
        });
    }
}
