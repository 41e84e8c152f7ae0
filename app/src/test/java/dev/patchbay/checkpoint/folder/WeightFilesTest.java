package dev.patchbay.checkpoint.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelWeightsTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Path SAFETENSORS = RESOURCES.resolve("reference/sat-tiny-30-layers/golden.safetensors");
    private static final Path TORCH = RESOURCES.resolve("checkpoints/zip.pt");
    private static final Path LEGACY = RESOURCES.resolve("checkpoints/legacy.pt");

    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @ValueSource(strings = {
        "diffusion_pytorch_model.fp16.safetensors", "model.fp16.safetensors", "diffusion_pytorch_model.non_ema.bin",
                "pytorch_model.fp16.bin"
    })
    void aVariantIsOpenedWhereNoPlainWeightsLie(String name) throws IOException {
        Files.copy(SAFETENSORS, folder.resolve(name));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.MODEL_FOLDER);
            assertThat(checkpoint.warnings())
                    .singleElement()
                    .hasToString(folder + ": there are no plain weights here; the variant " + name + " was opened.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "diffusion_pytorch_model.safetensors.fp16.index.json", "model.safetensors.index.fp16.json", "model.fp16.safetensors.index.json"
    })
    void theIndexOfAVariantIsFoundWhereverItsNameIsPut(String name) throws IOException {
        Files.copy(SAFETENSORS, folder.resolve("model.fp16-00001-of-00001.safetensors"));
        Files.writeString(folder.resolve(name), "{\"weight_map\": {\"output_base\": \"model.fp16-00001-of-00001.safetensors\"}}");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("output_base");
            assertThat(checkpoint.warnings()).hasSize(2).first().asString().endsWith("the variant " + name + " was opened.");
        }
    }

    @Test
    void plainWeightsComeBeforeVariantsAndSafetensorsBeforeBin() throws IOException {
        Files.copy(TORCH, folder.resolve("pytorch_model.bin"));
        Files.copy(SAFETENSORS, folder.resolve("model.fp16.safetensors"));
        Files.copy(TORCH, folder.resolve("pytorch_model.fp16.bin"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.TORCH_ZIP);
            assertThat(checkpoint.warnings())
                    .singleElement()
                    .hasToString(folder + ": there are also model.fp16.safetensors, pytorch_model.fp16.bin; "
                            + "open one of these files itself to use it.");
        }
        Files.copy(SAFETENSORS, folder.resolve("model.safetensors"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.SAFETENSORS);
        }
    }

    @Test
    void shardsOfTorchAreOpenedByTheirIndex() throws IOException {
        Files.copy(TORCH, folder.resolve("pytorch_model-00001-of-00002.bin"));
        Files.copy(LEGACY, folder.resolve("pytorch_model-00002-of-00002.bin"));
        Files.writeString(
                folder.resolve("pytorch_model.bin.index.json"),
                "{\"weight_map\": {\"half\": \"pytorch_model-00001-of-00002.bin\", \"float\": \"pytorch_model-00002-of-00002.bin\"}}");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.tensors().keySet()).containsExactly("half", "float");
            assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.TORCH_ZIP);
            assertThat(checkpoint.tensors().get("float").data().toFloats()).startsWith(0, 0.125f).hasSize(12);
            assertThat(checkpoint.tensors().get("half").data().toFloats()).startsWith(0, 0.125f).hasSize(12);
        }
    }

    @Test
    void aShardOfTorchOutsideTheFolderIsRefused() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.copy(TORCH, folder.resolve("secret.bin"));
        Path index = Files.writeString(
                model.resolve("pytorch_model.bin.index.json"), "{\"weight_map\": {\"half\": \"../secret.bin\"}}");
        Refusal.expect(
                TestOpener.OPENER,
                model,
                index + ": the index names the shard \"../secret.bin\", which lies outside its folder; it is not read.");
    }

    @Test
    void shardsWithoutTheirIndexAreExplained() throws IOException {
        Path shard = folder.resolve("diffusion_pytorch_model.fp16-00001-of-00002.safetensors");
        Files.copy(SAFETENSORS, shard);
        Refusal.expect(
                folder,
                "there are shards such as diffusion_pytorch_model.fp16-00001-of-00002.safetensors, but no index beside them; "
                        + "put diffusion_pytorch_model.fp16.safetensors.index.json there too.");
    }

    @Test
    void aLoneFileOfWeightsIsOpenedByItsFolder() throws IOException {
        Path file = folder.resolve("my style.safetensors");
        Files.copy(SAFETENSORS, file);
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.WEIGHTS_FOLDER);
            assertThat(checkpoint.path()).isEqualTo(folder);
        }
        Files.copy(SAFETENSORS, folder.resolve("other.safetensors"));
        Refusal.expect(
                folder,
                "the folder holds 2 safetensors files and nothing that says how they belong together; open one of them.");
        Files.copy(TORCH, folder.resolve("pytorch_lora_weights.bin"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.TORCH_ZIP);
        }
    }
}
