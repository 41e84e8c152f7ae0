package dev.patchbay.ui.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.SquarePipelines;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.ui.preview.run.PreviewResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clips may be saved as {@code .safetensors}, so a person can choose the very file that is open. */
class ClipExportTest {

    private static final Path MODEL = Path.of("src/main/resources/dev/patchbay/demo/pipeline");

    @TempDir
    private Path folder;

    private final PreviewBench bench =
            new PreviewBench(SquarePipelines.small(), QueuedExecutor.immediate(), QueuedExecutor.immediate());

    @BeforeEach
    void aClip() {
        bench.viewModel.model().choose(MODEL);
        bench.viewModel.run();
    }

    @Test
    void aClipIsNeverSavedOverTheOpenAdapter() throws IOException {
        Path adapter = Files.copy(PreviewBench.ADAPTER, folder.resolve("adapter.safetensors"));
        try (Checkpoint open = TestOpener.OPENER.open(adapter)) {
            bench.workspace.change(Message.of("workspace.start"), state -> state.with(open));
            save(adapter);
        }
        assertThat(adapter).hasSameBinaryContentAs(PreviewBench.ADAPTER);
        assertThat(said()).contains("adapter.safetensors is one of the files that are read");
    }

    @Test
    void norOverWeightsOfTheModelThatMadeIt() {
        Path weights = MODEL.resolve("vae/diffusion_pytorch_model.safetensors");
        save(weights);
        assertThat(said()).contains("is one of the files that are read");
    }

    @Test
    void anyOtherFileIsFree() {
        Path target = folder.resolve("clip.safetensors");
        save(target);
        assertThat(target).isNotEmptyFile();
    }

    private void save(Path target) {
        PreviewResult result = bench.viewModel.resultProperty().get().orElseThrow();
        bench.viewModel.clipExport().save(result, ClipExport.Selection.WITHOUT, target, true);
    }

    private String said() {
        return bench.viewModel.noticeProperty().get().orElseThrow().message().text();
    }
}
