package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.cogvideox.DemoAsFiles;
import dev.patchbay.launch.CommandLineForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code preview} with files of SAT: the same clip as of the folder, with an adapter, in this process and in a worker. */
@Tag("torch")
class PreviewSingleFilesTest {

    private static final Path ADAPTER = Path.of("src/main/resources/dev/patchbay/demo/trail-diffusers.safetensors");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private DemoAsFiles demo;

    @BeforeEach
    void write() throws IOException {
        demo = DemoAsFiles.in(folder.resolve("files"));
    }

    private int preview(Path model, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "preview", "--model", model.toString(), "--device", "cpu", "--prompt", "a red circle"));
        arguments.addAll(List.of(more));
        return new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(arguments);
    }

    private int clip(Path model, String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--steps", "1", "--frames", "9", "--seed", "3", "--adapter", ADAPTER.toString(), "--out", folder.resolve(name).toString()));
        arguments.addAll(List.of(more));
        return preview(model, arguments.toArray(String[]::new));
    }

    private String[] beside(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--text-encoder", demo.textEncoder().toString(),
                "--vae", demo.vae().toString(),
                "--tokenizer", demo.tokenizer().toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void theClipIsTheFoldersHereAndInAWorker() throws IOException {
        assertThat(clip(demo.pipeline(), "folder.safetensors")).as(err.toString()).isZero();
        assertThat(clip(demo.transformer(), "single.safetensors", beside())).as(err.toString()).isZero();
        assertThat(clip(demo.transformer(), "worker.safetensors", beside("--worker"))).as(err.toString()).isZero();
        byte[] expected = Files.readAllBytes(folder.resolve("folder.safetensors"));
        assertThat(Files.readAllBytes(folder.resolve("single.safetensors"))).isEqualTo(expected);
        assertThat(Files.readAllBytes(folder.resolve("worker.safetensors"))).isEqualTo(expected);
        assertThat(err.toString()).as("the adapter is played whole").doesNotContain("not played");
    }

    @Test
    void aPlanIsMadeOfThemToo() {
        assertThat(preview(demo.transformer(), beside("--plan", "--out", folder.resolve("x.gif").toString()))).as(err.toString()).isZero();
        assertThat(out.toString()).contains("cpu");
    }

    @Test
    void whatIsMissingIsSaidAndNothingIsMade() {
        assertThat(clip(demo.transformer(), "clip.gif", "--vae", demo.vae().toString())).isEqualTo(2);
        assertThat(err.toString()).contains("the file holds no text encoder, which demo needs").contains("--text-encoder FILE");
        assertThat(folder.resolve("clip.gif")).doesNotExist();
    }

    /** The files are inputs, which no output may replace. */
    @Test
    void theFilesAreNeverOverwritten() throws IOException {
        Path vae = demo.vae();
        byte[] before = Files.readAllBytes(vae);
        List<String> arguments = new ArrayList<>(List.of(beside("--out", vae.toString(), "--overwrite")));
        assertThat(preview(demo.transformer(), arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(Files.readAllBytes(vae)).isEqualTo(before);
    }
}
