package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.launch.CommandLineForTests;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What of an adapter is not played is said, as a line or under {@code warnings}; the rest plays. */
@Tag("torch")
class PreviewWarningsTest {

    private static final String MISSING = "misfits.safetensors: Modules that the base's denoiser does not have are not played: 1 "
            + "(transformer.transformer_blocks.99.attn1.to_q).";
    private static final String MISFIT = "misfits.safetensors: Parts whose sizes are not those of the base are not played: 1 "
            + "(transformer.transformer_blocks.0.attn1.to_k).";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int preview(String adapter, String... more) throws Exception {
        Path reference = Path.of(PreviewWarningsTest.class.getResource("/reference").toURI());
        List<String> arguments = new ArrayList<>(List.of(
                "preview", "--model", reference.resolve("pipelines/cogvideox-2b").toString(),
                "--adapter", reference.resolve("adapter-kinds").resolve(adapter).toString(),
                "--prompt", "x", "--steps", "1", "--frames", "9", "--width", "16", "--height", "16",
                "--out", folder.resolve("clip.gif").toString()));
        arguments.addAll(List.of(more));
        return new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(arguments);
    }

    @Test
    void jsonHasThemAsWarnings() throws Exception {
        assertThat(preview("misfits.safetensors", "--json")).as(err.toString()).isZero();
        List<String> warnings = new ArrayList<>();
        new JsonMapper().readTree(out.toString()).path("warnings").forEach((JsonNode warning) -> warnings.add(warning.asString()));
        assertThat(warnings).contains(MISSING, MISFIT);
        assertThat(folder.resolve("clip.gif")).isNotEmptyFile();
    }

    @Test
    void aPersonReadsThemAsLines() throws Exception {
        assertThat(preview("misfits.safetensors")).as(err.toString()).isZero();
        assertThat(out + "" + err).contains(MISSING, MISFIT);
    }

    @Test
    void whatPlaysAsAWholeIsNotSpokenOf() throws Exception {
        assertThat(preview("dora", "--json")).as(err.toString()).isZero();
        assertThat(new JsonMapper().readTree(out.toString()).path("warnings")).isEmpty();
    }
}
