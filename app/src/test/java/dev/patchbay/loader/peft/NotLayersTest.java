package dev.patchbay.loader.peft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules with a matrix that are no layers: PEFT raises for HiDream's gates (0.21, with diffusers 0.40.0.dev0). */
class NotLayersTest {

    private static final String BLOCK = "transformer.double_stream_blocks.0.block.";

    @ParameterizedTest
    @CsvSource({"ff_i.gate, 4, RAISES", "attn1.to_q, 2560, APPLIES"})
    void aPairForAGateStopsTheLoader(String module, long out, Outcome seen) throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .tensor(BLOCK + module + ".lora_A.weight", 2, 2560)
                .tensor(BLOCK + module + ".lora_B.weight", out, 2);

        InspectionReport report = Inspected.of(file, "hidream-i1");

        assertThat(report.verdict(Program.DIFFUSERS).outcome()).isEqualTo(seen);
    }

    /** Sana's depthwise convolution of 11200 channels takes a rank that these divide; a pair of rank 4 raises. */
    @Test
    void theGroupsOfAConvolutionDivideTheRank() throws IOException {
        String module = "transformer.transformer_blocks.0.ff.conv_depth";
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .tensor(module + ".lora_A.weight", 4, 1, 3, 3)
                .tensor(module + ".lora_B.weight", 11200, 4, 1, 1);

        assertThat(Inspected.of(file, "sana-1600m").verdict(Program.DIFFUSERS).message().text()).contains("groups=11200 and rank 4");
    }

    /** PEFT has no biases beside an embedding, and all-linear passes over it (0.21, with the embedding of Ideogram 4's denoiser). */
    @ParameterizedTest
    @CsvSource({
        "'[\"embed_image_indicator\"]', '', APPLIES",
        "'[\"embed_image_indicator\"]', '\"lora_bias\":true,', RAISES",
        "'\"all-linear\"', '', EMPTY",
    })
    void anEmbeddingIsNoLinearLayer(String targets, String more, Outcome seen) throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .tensor("base_model.model.embed_image_indicator.lora_embedding_A", 4, 2)
                .tensor("base_model.model.embed_image_indicator.lora_embedding_B", 4608, 4)
                .layout(CheckpointLayout.PEFT_FOLDER)
                .companion("adapter_config.json",
                        "{" + more + "\"peft_type\":\"LORA\",\"r\":4,\"lora_alpha\":4,\"target_modules\":" + targets + "}");

        assertThat(Inspected.of(file, "ideogram-4").verdict(Program.PEFT).outcome()).isEqualTo(seen);
    }
}
