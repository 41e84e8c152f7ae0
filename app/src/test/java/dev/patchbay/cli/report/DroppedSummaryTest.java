package dev.patchbay.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DroppedSummaryTest {

    @Test
    void hundredsOfNamesBecomeAFewLinesWhateverTheirNumbers() {
        assertThat(DroppedSummary.of(List.of(
                        "conditioner.embedders.0.a", "conditioner.embedders.1.b", "lora_unet_blocks_0_to_k.alpha",
                        "lora_unet_blocks_11_to_k.alpha", "x")))
                .isEqualTo(Map.of("conditioner.embedders", 2, "lora_unet_blocks_{i}_to_k.alpha", 2, "x", 1));
    }
}
