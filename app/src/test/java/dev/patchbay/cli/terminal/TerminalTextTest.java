package dev.patchbay.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.safetensors.HeaderFile;
import dev.patchbay.cli.command.PatchbayCommandLine;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.message.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file calls its tensors gives no orders to the terminal. */
class TerminalTextTest {

    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private void inspect(String header, String... options) throws IOException {
        Path file = HeaderFile.write(folder.resolve("names.safetensors"), header, 0);
        List<String> arguments = new ArrayList<>(List.of("inspect", file.toString()));
        arguments.addAll(List.of(options));
        new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(arguments);
    }

    @Test
    void aTensorIsListedInOneLineWithoutControlCharacters() throws IOException {
        inspect("{\"a\\u001b[31m\\nb\\u202e\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", "--tensors");
        assertThat(out.toString()).contains("aU+001B[31mU+000AbU+202E").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void aRefusalHasNoControlCharacters() throws IOException {
        inspect("{\"a\\u001b[31m\":{\"dtype\":\"U7\",\"shape\":[0],\"data_offsets\":[0,0]}}");
        assertThat(err.toString()).contains("tensor aU+001B[31m has an unknown dtype").doesNotContain("\u001b");
    }

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(PlainText.of("größe 重み\n\tx\r\ny")).isEqualTo("größe 重み\n\tx\ny");
    }
}
