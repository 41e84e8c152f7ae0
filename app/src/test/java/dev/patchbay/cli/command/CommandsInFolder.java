package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.launch.CommandLineForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs commands as a person types them, with what they write in a folder of the test. */
abstract class CommandsInFolder {

    static final String REFERENCE = "src/test/resources/reference/sat-tiny-30-layers/";
    static final String SAT_LORA = REFERENCE + "sat-lora";
    static final String BASE = REFERENCE + "diffusers-transformer";

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    CliServices services() {
        return CommandLineForTests.SERVICES;
    }

    /** The exit code; {@link #out} and {@link #err} hold what this command printed. */
    final int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new PatchbayCommandLine(services(), new PrintWriter(out), new PrintWriter(err)).run(List.of(arguments));
    }

    final JsonNode json() {
        assertThat(err.toString()).isEmpty();
        return JsonMapper.shared().readTree(out.toString());
    }

    final String file(String name) {
        return folder.resolve(name).toString();
    }

    /** SAT's adapter under the names of diffusers, for {@link #BASE}. */
    final String lora() {
        String target = file("lora.safetensors");
        assertThat(run("convert", SAT_LORA, "--to", "diffusers", "--set", "training_comment=mine", "--out", target)).isZero();
        return target;
    }

    static Checkpoint open(String path) throws IOException {
        return CommandLineForTests.SERVICES.opener().open(Path.of(path));
    }
}
