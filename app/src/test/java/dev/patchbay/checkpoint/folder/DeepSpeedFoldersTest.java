package dev.patchbay.checkpoint.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeepSpeedFoldersTest {

    private static final Path WEIGHTS = Path.of("src/test/resources/checkpoints/zip.pt");

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void accelerateKeepsItsWeightsUnderPytorchModel() throws IOException {
        Path iteration = Files.createDirectories(folder.resolve("pytorch_model"));
        Files.copy(WEIGHTS, iteration.resolve("mp_rank_00_model_states.pt"));
        Files.createFile(iteration.resolve("bf16_zero_pp_rank_0_mp_rank_00_optim_states.pt"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.DEEPSPEED_FOLDER);
            assertThat(checkpoint.tensors()).hasSize(17);
        }
        Files.writeString(folder.resolve("latest"), "pytorch_model");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.DEEPSPEED_FOLDER);
        }
    }

    @Test
    void deepSpeedsOwnFoldersAreToldFromThoseOfSat() throws IOException {
        Path iteration = Files.createDirectories(folder.resolve("global_step100"));
        Files.copy(WEIGHTS, iteration.resolve("mp_rank_00_model_states.pt"));
        Files.writeString(folder.resolve("latest"), "global_step100");
        assertThat(layout()).isEqualTo(CheckpointLayout.SAT_FOLDER);
        Files.createFile(folder.resolve("zero_to_fp32.py"));
        assertThat(layout()).isEqualTo(CheckpointLayout.DEEPSPEED_FOLDER);
    }

    @Test
    void averagedWeightsBesideAreMentioned() throws IOException {
        for (String name : new String[] {"1000", "1000-ema"}) {
            Files.copy(WEIGHTS, Files.createDirectories(folder.resolve(name)).resolve("mp_rank_00_model_states.pt"));
        }
        Files.writeString(folder.resolve("latest"), "1000");
        String sentence = ": there is also 1000-ema, the averaged weights (EMA); open that folder to use them.";
        for (Path opened : new Path[] {folder, folder.resolve("1000")}) {
            try (Checkpoint checkpoint = TestOpener.OPENER.open(opened)) {
                assertThat(checkpoint.warnings()).singleElement().hasToString(opened + sentence);
            }
        }
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder.resolve("1000-ema"))) {
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.SAT_FOLDER);
            assertThat(checkpoint.warnings()).isEmpty();
        }
    }

    @Test
    void splitWeightsAreExplained() throws IOException {
        refuses(
                "zero_pp_rank_0_mp_rank_00_model_states.pt",
                "the weights are split over several files (DeepSpeed ZeRO-3: zero_pp_rank_0_mp_rank_00_model_states.pt and others); "
                        + "join them with zero_to_fp32.py, which DeepSpeed leaves beside the checkpoint, and open what it writes.");
        refuses(
                "z3_rank_00_model_states.pt",
                "the weights are split over several files (ZeRO-3 of SAT: z3_rank_00_model_states.pt and others); "
                        + "load them with SAT and save them again with ZeRO stage 2 or lower.");
        refuses(
                "zero_pp_rank_0_mp_rank_00_optim_states.pt",
                "there are only states of an optimizer here (zero_pp_rank_0_mp_rank_00_optim_states.pt); "
                        + "the weights would be in mp_rank_00_model_states.pt, which is missing.");
        refuses(
                "mp_rank_01_model_states.pt",
                "the weights are split over several model-parallel ranks; merge them with SAT or DeepSpeed first.");
    }

    private CheckpointLayout layout() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            return checkpoint.layout();
        }
    }

    /** Opened as the folder of the iteration, and by the folder above it. */
    private void refuses(String file, String sentence) throws IOException {
        Path above = Files.createTempDirectory(folder, "above");
        Path iteration = Files.createDirectories(above.resolve("global_step7"));
        Files.createFile(iteration.resolve(file));
        Files.writeString(above.resolve("latest"), "global_step7");
        Refusal.expect(iteration, sentence);
        Refusal.expect(TestOpener.OPENER, above, iteration + ": " + sentence);
    }
}
