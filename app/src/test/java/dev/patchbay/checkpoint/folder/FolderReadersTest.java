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

class FolderReadersTest {

    private static final Path REFERENCE = Path.of("src/test/resources/reference");
    private static final Path SAT = REFERENCE.resolve("sat-tiny-30-layers");
    private static final Path PIPELINE = REFERENCE.resolve("pipelines/cogvideox-5b");
    private static final Path WEIGHTS = SAT.resolve("golden.safetensors");

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void aSatFolderOpensTheLatestIteration() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(SAT.resolve("sat-lora"))) {
            assertThat(checkpoint.path()).isEqualTo(SAT.resolve("sat-lora"));
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.SAT_FOLDER);
            assertThat(checkpoint.format()).isEqualTo(CheckpointFormat.TORCH_ZIP);
            assertThat(checkpoint.tensors()).hasSize(802);
        }
    }

    @Test
    void theFolderOfAnIterationOpensToo() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(SAT.resolve("sat-full/1000"))) {
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.SAT_FOLDER);
            assertThat(checkpoint.tensors()).isNotEmpty();
        }
    }

    @Test
    void theModelConfigurationOfSatComesWithIt() throws IOException {
        Path iteration = Files.createDirectories(folder.resolve("7"));
        Files.copy(SAT.resolve("sat-full/1000/mp_rank_00_model_states.pt"), iteration.resolve("mp_rank_00_model_states.pt"));
        Files.writeString(folder.resolve("latest"), "7\n");
        Files.writeString(folder.resolve("model_config.json"), "{\"model_class\": \"x\"}");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.companions()).containsEntry("model_config.json", "{\"model_class\": \"x\"}");
        }
    }

    @Test
    void aSatFolderThatNamesAMissingIterationIsRefused() throws IOException {
        Files.writeString(folder.resolve("latest"), "2000");
        Refusal.expect(folder, "\"latest\" names iteration 2000, but 2000/mp_rank_00_model_states.pt is not there.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../elsewhere", "/etc", "..", "a/b", ""})
    void aSatFolderThatNamesAnotherFolderIsRefused(String iteration) throws IOException {
        Path latest = Files.writeString(folder.resolve("latest"), iteration);
        Refusal.expect(
                TestOpener.OPENER, folder, latest + ": this file should name a folder beside it, but says \"" + iteration + "\".");
    }

    @Test
    void weightsThatAreSplitOverRanksAreRefused() throws IOException {
        Files.createFile(folder.resolve("mp_rank_00_model_states.pt"));
        Files.createFile(folder.resolve("mp_rank_01_model_states.pt"));
        Refusal.expect(folder, "the weights are split over several model-parallel ranks; merge them with SAT or DeepSpeed first.");
    }

    @Test
    void aDiffusersModelFolderOpensWithItsConfiguration() throws IOException {
        Path model = SAT.resolve("diffusers-transformer");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(model)) {
            assertThat(checkpoint.path()).isEqualTo(model);
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.MODEL_FOLDER);
            assertThat(checkpoint.tensors()).containsKey("transformer_blocks.29.attn1.to_q.weight");
            assertThat(checkpoint.companions()).containsOnlyKeys("config.json");
            assertThat(checkpoint.companions().get("config.json")).contains("CogVideoXTransformer3DModel");
        }
    }

    @Test
    void aShardedModelFolderAndAVariantOpen() throws IOException {
        Path sharded = Files.createDirectories(folder.resolve("sharded"));
        Files.copy(WEIGHTS, sharded.resolve("diffusion_pytorch_model-00001-of-00001.safetensors"));
        Files.writeString(
                sharded.resolve("diffusion_pytorch_model.safetensors.index.json"),
                "{\"weight_map\": {\"output_base\": \"diffusion_pytorch_model-00001-of-00001.safetensors\"}}");
        Path variant = Files.createDirectories(folder.resolve("variant"));
        Files.copy(WEIGHTS, variant.resolve("diffusion_pytorch_model.fp16.safetensors"));
        try (Checkpoint one = TestOpener.OPENER.open(sharded);
                Checkpoint other = TestOpener.OPENER.open(variant)) {
            assertThat(one.tensors()).containsOnlyKeys("output_base");
            assertThat(other.tensors()).containsKey("output_base");
        }
    }

    @Test
    void aPipelineFolderOpensAllComponentsUnderTheirNames() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(PIPELINE);
                Checkpoint transformer = TestOpener.OPENER.open(PIPELINE.resolve("transformer"))) {
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.PIPELINE_FOLDER);
            assertThat(checkpoint.tensors().keySet().stream().map(name -> name.substring(0, name.indexOf('.'))).distinct())
                    .containsExactly("text_encoder", "transformer", "vae");
            assertThat(checkpoint.companions())
                    .containsOnlyKeys(
                            "model_index.json",
                            "scheduler/scheduler_config.json",
                            "text_encoder/config.json",
                            "tokenizer/tokenizer_config.json",
                            "transformer/config.json",
                            "vae/config.json");
            assertThat(checkpoint.warnings()).isEmpty();
            String name = "transformer_blocks.0.attn1.to_q.weight";
            assertThat(checkpoint.tensors().get("transformer." + name).data().toFloats())
                    .isEqualTo(transformer.tensors().get(name).data().toFloats());
        }
    }

    @Test
    void aPipelineWithoutAllItsFoldersIsAWarning() throws IOException {
        Files.writeString(
                folder.resolve("model_index.json"),
                "{\"_class_name\": \"P\", \"vae\": [\"diffusers\", \"V\"], \"transformer\": [\"diffusers\", \"T\"],"
                        + " \"image_encoder\": [null, null]}");
        Path vae = Files.createDirectories(folder.resolve("vae"));
        Files.copy(WEIGHTS, vae.resolve("diffusion_pytorch_model.safetensors"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.warnings())
                    .singleElement()
                    .hasToString(folder + ": model_index.json names the component transformer, but there is no such folder.");
        }
    }

    @Test
    void aPipelineThatMakesNoSenseIsRefused() throws IOException {
        Path index = Files.writeString(folder.resolve("model_index.json"), "{\"vae\": [\"diffusers\", \"V\"]}");
        Refusal.expect(folder, "none of the components that model_index.json names has weights here.");
        Files.writeString(index, "{\"vae\": [\"diffusers\", \"V\"], \"vae\": [\"diffusers\", \"W\"]}");
        Refusal.expect(TestOpener.OPENER, folder, index + ": this is not a model_index.json of a diffusers pipeline.");
        Files.writeString(index, "[");
        Refusal.expect(TestOpener.OPENER, folder, index + ": this is not a model_index.json of a diffusers pipeline.");
        Files.writeString(index, "{\"../../etc\": [\"diffusers\", \"V\"]}");
        Refusal.expect(TestOpener.OPENER, folder, index + ": the component \"../../etc\" cannot be a folder of the pipeline.");
    }

    @Test
    void aPeftFolderOpensWithItsConfiguration() throws IOException {
        Files.writeString(folder.resolve("adapter_config.json"), "{\"r\": 4}");
        Refusal.expect(
                folder, "there is an adapter_config.json, but neither adapter_model.safetensors nor adapter_model.bin beside it.");
        Files.copy(WEIGHTS, folder.resolve("adapter_model.safetensors"));
        try (Checkpoint checkpoint = TestOpener.OPENER.open(folder)) {
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.PEFT_FOLDER);
            assertThat(checkpoint.companions()).containsEntry("adapter_config.json", "{\"r\": 4}");
        }
    }

    @Test
    void aFolderWithoutWeightsIsRefused() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        Refusal.expect(
                folder,
                "the folder holds no weights that Patchbay knows (looked for model_index.json, config.json with safetensors or .bin files, "
                        + "adapter_model.*, SAT's \"latest\", DeepSpeed's model states, a lone safetensors file, "
                        + "and the snapshots of a repository in the Hugging Face cache).");
    }

    @Test
    void aPathWhereNothingLiesIsRefused() {
        Refusal.expect(folder.resolve("nothing"), "there is no such file or folder.");
    }
}
