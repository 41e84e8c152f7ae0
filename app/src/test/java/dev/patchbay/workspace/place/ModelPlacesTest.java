package dev.patchbay.workspace.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPlacesTest {

    @TempDir
    private Path home = Path.of("unset");

    private FoundPlaces find() {
        return places(100_000).find(Cancellation.NEVER);
    }

    private ModelPlaces places(int allowance) {
        return new ModelPlaces(() -> PlaceFolders.of(home, Map.of()), allowance);
    }

    @ParameterizedTest
    @CsvSource({
        "HF_HUB_CACHE, /a, /a",
        "HUGGINGFACE_HUB_CACHE, /a, /a",
        "HF_HOME, /a, /a/hub",
        "HF_HOME, ~/a, HOME/a/hub",
        "XDG_CACHE_HOME, /a, /a/huggingface/hub",
        "HF_HOME, '', HOME/.cache/huggingface/hub"
    })
    void theCacheIsWhereHuggingFaceLooksForIt(String variable, String value, String expected) {
        PlaceFolders folders = PlaceFolders.of(home, Map.of(variable, value));
        assertThat(folders.hub()).isEqualTo(Path.of(expected.replace("HOME", home.toString())));
    }

    @Test
    void theNearerVariableWins() {
        Map<String, String> both = Map.of("HF_HOME", "/far", "HF_HUB_CACHE", "/near");
        assertThat(PlaceFolders.of(home, both).hub()).isEqualTo(Path.of("/near"));
    }

    @Test
    void aRepositoryIsOnePlaceOfTheKindItsFilesSay() throws IOException {
        repository("org/video", "model_index.json", "transformer/diffusion_pytorch_model.safetensors",
                "vae/diffusion_pytorch_model.safetensors");
        repository("org/tuned", "adapter_config.json", "adapter_model.safetensors");
        repository("org/style", "pytorch_lora_weights.safetensors");
        Files.writeString(repository("org/dit", "config.json", "diffusion_pytorch_model.safetensors").resolve("config.json"),
                "{\"_class_name\":\"WanTransformer3DModel\"}");
        Files.writeString(repository("org/vae", "config.json", "diffusion_pytorch_model.safetensors").resolve("config.json"),
                "{\"_class_name\":\"AutoencoderKL\"}");
        repository("bert", "config.json", "model.safetensors");
        repository("org/readme-only", "README.md");
        assertThat(find().places())
                .allMatch(place -> place.source() == PlaceSource.HUGGING_FACE && place.path().getParent().equals(hub()))
                .extracting(CheckpointPlace::name, CheckpointPlace::kind, CheckpointPlace::bytes)
                .containsExactly(
                        tuple("bert", PlaceKind.COMPONENT, 3L),
                        tuple("org/dit", PlaceKind.BASE_MODEL, 3L),
                        tuple("org/style", PlaceKind.ADAPTER, 3L),
                        tuple("org/tuned", PlaceKind.ADAPTER, 3L),
                        tuple("org/vae", PlaceKind.COMPONENT, 3L),
                        tuple("org/video", PlaceKind.BASE_MODEL, 6L));
    }

    @Test
    void looseFilesOfARepositoryAreOnePlaceEach() throws IOException {
        Path snapshot = repository("org/mixed", "wan-LoRA-rank64.safetensors", "quantised/model-Q8_0.gguf", "notes.txt");
        assertThat(find().places())
                .extracting(CheckpointPlace::name, CheckpointPlace::kind, CheckpointPlace::path)
                .containsExactly(
                        tuple("org/mixed/quantised/model-Q8_0.gguf", PlaceKind.WEIGHTS, snapshot.resolve("quantised/model-Q8_0.gguf")),
                        tuple("org/mixed/wan-LoRA-rank64.safetensors", PlaceKind.ADAPTER, snapshot.resolve("wan-LoRA-rank64.safetensors")));
    }

    @Test
    void brokenDownloadsAndOtherFoldersAreNoPlaces() throws IOException {
        Files.createDirectories(hub().resolve("models--org--cut/blobs"));
        Files.createDirectories(hub().resolve("models--org--empty/snapshots"));
        Files.createDirectories(hub().resolve("models--org--empty/refs"));
        Files.createDirectories(hub().resolve("datasets--org--data/snapshots/abc"));
        assertThat(find().places()).isEmpty();
    }

    @Test
    void comfyUisFoldersSayWhatLiesInThem() throws IOException {
        Path models = home.resolve("ComfyUI/models");
        file(models.resolve("loras/style/dance.safetensors"));
        file(models.resolve("loras/readme.txt"));
        file(models.resolve("checkpoints/sd.ckpt"));
        file(models.resolve("unet/flux-Q4.GGUF"));
        file(models.resolve("diffusion_models/wan.safetensors"));
        file(models.resolve("text_encoders/t5.safetensors"));
        file(models.resolve("vae/vae.pt"));
        file(models.resolve("upscale_models/x4.pth"));
        file(models.resolve("diffusers/video/model_index.json"));
        file(models.resolve("diffusers/video/vae/diffusion_pytorch_model.safetensors"));
        assertThat(find().places())
                .allMatch(place -> place.source() == PlaceSource.COMFYUI)
                .extracting(CheckpointPlace::name, CheckpointPlace::kind)
                .containsExactly(
                        tuple("flux-Q4.GGUF", PlaceKind.BASE_MODEL),
                        tuple("sd.ckpt", PlaceKind.BASE_MODEL),
                        tuple("style/dance.safetensors", PlaceKind.ADAPTER),
                        tuple("t5.safetensors", PlaceKind.COMPONENT),
                        tuple("vae.pt", PlaceKind.COMPONENT),
                        tuple("video", PlaceKind.BASE_MODEL),
                        tuple("wan.safetensors", PlaceKind.BASE_MODEL));
    }

    @Test
    void comfyUisExtraPathsCount() throws IOException {
        Files.createDirectories(home.resolve("ComfyUI/models"));
        file(home.resolve("webui/models/Lora/old.safetensors"));
        file(home.resolve("webui/models/LyCORIS/odd.safetensors"));
        file(home.resolve("ComfyUI/more/loras/near.pt"));
        String yaml = """
                a1111:
                    base_path: %s/webui/
                    loras: |
                         models/Lora
                         models/LyCORIS
                    embeddings: embeddings
                other:
                    loras: more/loras
                """.formatted(home.toString().replace('\\', '/'));
        Files.writeString(home.resolve("ComfyUI/extra_model_paths.yaml"), yaml);
        assertThat(find().places()).extracting(CheckpointPlace::name).containsExactly("near.pt", "odd.safetensors", "old.safetensors");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[", "a: *b", "- 1", "a: {loras: {x: 1}}", "!!java.net.URL [http://localhost]", "''"})
    void extraPathsThatMakeNoSenseNameNothing(String yaml) throws IOException {
        Path models = Files.createDirectories(home.resolve("ComfyUI/models"));
        file(models.resolve("loras/dance.safetensors"));
        Files.writeString(home.resolve("ComfyUI/extra_model_paths.yaml"), yaml);
        assertThat(find().places()).extracting(CheckpointPlace::name).containsExactly("dance.safetensors");
    }

    @Test
    void aFolderWithoutEndIsLookedThroughUpToTheAllowance() throws IOException {
        Path loras = Files.createDirectories(home.resolve("ComfyUI/models/loras"));
        for (int i = 0; i < 60; i++) {
            file(loras.resolve("lora-" + i + ".safetensors"));
        }
        FoundPlaces found = places(50).find(Cancellation.NEVER);
        assertThat(found.complete()).isFalse();
        assertThat(found.places()).hasSizeBetween(1, 50);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksAreFollowedButNotInCircles() throws IOException {
        Path loras = Files.createDirectories(home.resolve("ComfyUI/models/loras"));
        file(home.resolve("elsewhere/dance.safetensors"));
        Files.createSymbolicLink(loras.resolve("more"), home.resolve("elsewhere"));
        Files.createSymbolicLink(home.resolve("elsewhere/back"), loras);
        Files.createSymbolicLink(loras.resolve("gone.safetensors"), home.resolve("nowhere"));
        FoundPlaces found = find();
        assertThat(found.complete()).isTrue();
        assertThat(found.places()).extracting(CheckpointPlace::name).containsExactly("more/dance.safetensors");
    }

    @Test
    void aCancelledSearchEnds() throws IOException {
        file(home.resolve("ComfyUI/models/loras/dance.safetensors"));
        assertThatThrownBy(() -> places(10).find(() -> true)).isInstanceOf(CancellationException.class);
    }

    @Test
    void aRepositoryIsNamedByItsOwnerAndName() throws IOException {
        Path snapshot = repository("org/mixed", "sub/dance.safetensors");
        ModelPlaces places = places(10);
        assertThat(places.resolve("hf:org/mixed")).isEqualTo(hub().resolve("models--org--mixed"));
        assertThat(places.resolve("hf:org/mixed/sub/dance.safetensors")).isEqualTo(snapshot.resolve("sub/dance.safetensors"));
        assertThat(places.resolve("some/file.pt")).isEqualTo(Path.of("some/file.pt"));
        assertThatThrownBy(() -> places.resolve("hf:org/other"))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("org/other is not in the cache of Hugging Face (" + hub()
                        + "); download it there first, for example with \"hf download org/other\".");
        for (String inside : new String[] {"sub/wave.safetensors", "../../../secret", "/etc/passwd"}) {
            assertThatThrownBy(() -> places.resolve("hf:org/mixed/" + inside))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage("org/mixed: there is no " + inside + " in its snapshot (" + snapshot + ").");
        }
    }

    private Path hub() {
        return home.resolve(".cache/huggingface/hub");
    }

    /** A snapshot with these files, each of three bytes. */
    private Path repository(String name, String... files) throws IOException {
        Path folder = hub().resolve("models--" + name.replace("/", "--"));
        Path snapshot = folder.resolve("snapshots/0123abcd");
        for (String file : files) {
            file(snapshot.resolve(file));
        }
        file(folder.resolve("blobs/0"));
        Files.createDirectories(folder.resolve("refs"));
        Files.writeString(folder.resolve("refs/main"), "0123abcd");
        return snapshot;
    }

    private static void file(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[3]);
    }
}
