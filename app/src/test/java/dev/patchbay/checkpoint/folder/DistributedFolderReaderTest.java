package dev.patchbay.checkpoint.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.pickle.PickleBuilder;
import dev.patchbay.checkpoint.safetensors.HeaderFile;
import dev.patchbay.checkpoint.torch.TorchFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributedFolderReaderTest {

    private static final String SENTENCE =
            "this is a distributed checkpoint of PyTorch (FSDP), whose tensors are cut to pieces; join them with \"python -m "
                    + "torch.distributed.checkpoint.format_utils dcp_to_torch\", this folder and the name of a new file, and open that "
                    + "file.";

    @TempDir
    private Path root = Path.of("unset");

    private Path folder = Path.of("unset");

    @BeforeEach
    void pieces() throws IOException {
        folder = Files.createDirectories(root.resolve("pytorch_model_fsdp_0"));
        Files.write(folder.resolve(".metadata"), PickleBuilder.start().raw('}').end());
        TorchFile.write(folder.resolve("__0_0.distcp"), PickleBuilder.start().raw('}').end());
    }

    @Test
    void theFolderIsExplained() {
        Refusal.expect(folder, SENTENCE);
    }

    @Test
    void theFolderOfAccelerateAroundItIsExplained() {
        Refusal.expect(TestOpener.OPENER, root, folder + ": " + SENTENCE);
    }

    @Test
    void theFilesInItAreExplainedByTheirFolder() {
        Refusal.expect(TestOpener.OPENER, folder.resolve("__0_0.distcp"), folder + ": " + SENTENCE);
        Refusal.expect(TestOpener.OPENER, folder.resolve(".metadata"), folder + ": " + SENTENCE);
    }

    @Test
    void wholeWeightsBesideThePiecesAreOpened() throws IOException {
        HeaderFile.write(folder.resolve("joined.safetensors"), 2, "{}".getBytes(StandardCharsets.UTF_8), 0);
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.tensors()).isEmpty();
        }
    }
}
