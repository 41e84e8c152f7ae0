package dev.patchbay.ui.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.cogvideox.AdapterKinds;
import dev.patchbay.message.Message;
import org.junit.jupiter.api.Test;

/** An adapter's row says what of it a run leaves out. */
class AdapterRowTest {

    @Test
    void whatDoesNotPlayStandsInTheRowAndGoesWithTheNextAnalysis() throws Exception {
        try (AdapterKinds kinds = new AdapterKinds()) {
            AdapterRow row = new AdapterRow(kinds.analysis("misfits.safetensors"));
            assertThat(row.fittingProperty().get()).isEqualTo(7);
            assertThat(row.modulesProperty().get()).isEqualTo(9);
            assertThat(row.isActive()).isTrue();
            assertThat(row.notPlayed()).extracting(Message::text).containsExactly(
                    "Modules that the base's denoiser does not have are not played: 1 (transformer.transformer_blocks.99.attn1.to_q).",
                    "Parts whose sizes are not those of the base are not played: 1 (transformer.transformer_blocks.0.attn1.to_k).");

            row.follow(kinds.analysis("every-linear"));
            assertThat(row.notPlayed()).isEmpty();
        }
    }
}
