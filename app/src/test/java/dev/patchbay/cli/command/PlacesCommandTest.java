package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.workspace.place.ModelPlaces;
import dev.patchbay.workspace.place.PlaceFolder;
import dev.patchbay.workspace.place.PlaceFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checkpoints that lie on the machine, listed and named as {@code hf:org/name}. */
class PlacesCommandTest {

    private static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");

    @TempDir
    private Path home = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void someCheckpoints() throws IOException {
        Path snapshot = home.resolve("hub/models--org--tiny/snapshots/0123");
        Files.createDirectories(snapshot);
        Files.createDirectories(home.resolve("hub/models--org--tiny/refs"));
        Files.writeString(home.resolve("hub/models--org--tiny/refs/main"), "0123\n");
        for (String file : new String[] {"config.json", "diffusion_pytorch_model.safetensors"}) {
            Files.copy(REFERENCE.resolve("diffusers-transformer").resolve(file), snapshot.resolve(file));
        }
        Path loras = Files.createDirectories(home.resolve("loras"));
        Files.copy(REFERENCE.resolve("sat-lora-exported.safetensors"), loras.resolve("dance.safetensors"));
    }

    private int run(String... arguments) {
        CliServices real = CommandLineForTests.SERVICES;
        PlaceFolders folders = new PlaceFolders(home.resolve("hub"), List.of(new PlaceFolder("loras", home.resolve("loras"))));
        CheckpointOpener opener = real.opener();
        CliServices services = new CliServices(
                opener, CommandLineForTests.bases(folders), real.models(), real.rules(), real.pipelines(),
                real.engine(), real.workers(), real.gpu(), real.demo(),
                new ModelPlaces(() -> folders), real.cancellation());
        return new PatchbayCommandLine(services, new PrintWriter(out), new PrintWriter(err)).run(List.of(arguments));
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out.toString());
    }

    @Test
    void allAreListedWithKindAndSize() {
        assertThat(run("places", "--json")).isZero();
        assertThat(json().at("/places/0/name").asString()).isEqualTo("org/tiny");
        assertThat(json().at("/places/0/kind").asString()).isEqualTo("base");
        assertThat(json().at("/places/0/source").asString()).isEqualTo("hugging-face");
        assertThat(json().at("/places/0/path").asString()).endsWith("models--org--tiny");
        assertThat(json().at("/places/1/name").asString()).isEqualTo("dance.safetensors");
        assertThat(json().at("/places/1/kind").asString()).isEqualTo("adapter");
        assertThat(json().at("/places/1/bytes").asLong()).isPositive();
        assertThat(json().at("/folders/0/exists").asBoolean()).isTrue();
        assertThat(json().at("/complete").asBoolean()).isTrue();
    }

    @Test
    void oneKindIsListedAlone() {
        assertThat(run("places", "--kind", "adapter")).isZero();
        assertThat(out.toString()).contains("dance.safetensors").doesNotContain("org/tiny");
    }

    @Test
    void sizesHaveTheSameDigitsInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(run("places", "--kind", "adapter")).isZero();
        } finally {
            Locale.setDefault(before);
        }
        assertThat(out.toString()).containsPattern("adapter +comfyui +[0-9]+  dance.safetensors");
    }

    @Test
    void aRepositoryIsNamedWhereverAPathIs() {
        assertThat(run("inspect", "hf:org/tiny", "--json")).as(err.toString()).isZero();
        assertThat(json().at("/layout").asString()).isEqualTo("model-folder");
        assertThat(run("check", home.resolve("loras/dance.safetensors").toString(), "--base", "hf:org/tiny")).as(err.toString()).isZero();
    }

    @Test
    void aRepositoryThatIsNotThereIsOneClearLine() {
        assertThat(run("inspect", "hf:org/other")).isEqualTo(2);
        assertThat(err.toString()).contains("org/other is not in the cache of Hugging Face").doesNotContain("Exception");
        assertThat(run("check", "x", "--base", "hf:org/other")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }
}
