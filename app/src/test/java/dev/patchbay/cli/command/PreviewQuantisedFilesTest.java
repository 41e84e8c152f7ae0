package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.cogvideox.DemoAsFiles;
import dev.patchbay.generation.cogvideox.QuantisedDemo;
import dev.patchbay.generation.cogvideox.QuantisedDemo.Form;
import dev.patchbay.launch.CommandLineForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code preview} with GGUF and scaled float8 files, which people with little memory have: what the numbers that are meant make. */
@Tag("torch")
class PreviewQuantisedFilesTest {

    private static final String ADAPTER = "src/main/resources/dev/patchbay/demo/trail-diffusers.safetensors";

    @TempDir
    private Path folder;

    private Path clip(DemoAsFiles demo, Path transformer, Path text, String name) {
        Path out = folder.resolve(name);
        StringWriter said = new StringWriter();
        int exit = new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(said), new PrintWriter(said)).run(List.of(
                "preview", "--model", transformer.toString(), "--text-encoder", text.toString(), "--vae", demo.vae().toString(),
                "--tokenizer", demo.tokenizer().toString(), "--device", "cpu", "--dtype", "f32", "--prompt", "a red circle",
                "--steps", "2", "--frames", "9", "--seed", "3", "--adapter", ADAPTER, "--out", out.toString()));
        assertThat(exit).as(said.toString()).isZero();
        assertThat(said.toString()).doesNotContain("not played");
        return out;
    }

    private static float[] frames(Path clip) throws IOException {
        try (Checkpoint read = TestOpener.OPENER.open(clip)) {
            return read.tensor("frames").orElseThrow().data().toFloats();
        }
    }

    private static double distance(float[] one, float[] other) {
        assertThat(one).hasSameSizeAs(other);
        double most = 0;
        for (int i = 0; i < one.length; i++) {
            most = Math.max(most, Math.abs(one[i] - other[i]));
        }
        return most;
    }

    @ParameterizedTest
    @EnumSource
    void theClipIsThatOfTheNumbersThatAreMeant(Form form) throws IOException {
        DemoAsFiles demo = DemoAsFiles.in(folder.resolve("files"));
        QuantisedDemo coded = new QuantisedDemo(demo.pipeline(), Files.createDirectories(folder.resolve("coded/in/a/folder")));
        Path transformer = coded.codes(form, "transformer");
        Path text = coded.codes(form, "text_encoder");
        float[] played = frames(clip(demo, transformer, text, "coded.safetensors"));
        float[] meant = frames(clip(
                demo, coded.plain(transformer, "transformer.safetensors"), coded.plain(text, "text.safetensors"), "meant.safetensors"));
        assertThat(distance(played, meant)).isLessThan(1e-4);
        float[] exact = frames(clip(demo, demo.transformer(), demo.textEncoder(), "exact.safetensors"));
        assertThat(distance(played, exact)).as("codes lose something").isGreaterThan(1e-4);
    }
}
