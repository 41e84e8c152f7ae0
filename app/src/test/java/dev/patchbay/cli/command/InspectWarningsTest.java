package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.pickle.PickleBuilder;
import dev.patchbay.checkpoint.torch.TorchFile;
import dev.patchbay.launch.CommandLineForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What {@code inspect} says of files that would run something in Python; here nothing runs. */
class InspectWarningsTest {

    @TempDir
    private Path folder = Path.of("unset");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int inspect(Path file, String... options) {
        List<String> arguments = Stream.concat(Stream.of("inspect", file.toString()), Stream.of(options)).toList();
        return new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(arguments);
    }

    private static PickleBuilder system() {
        return new PickleBuilder().global("posix", "system");
    }

    static Stream<Arguments> calls() {
        String command = "touch ran";
        return Stream.of(
                Arguments.argumentSet("REDUCE", system().text(command).raw(0x85, 'R')),
                Arguments.argumentSet("BUILD", system().raw(')', 'R').text(command).raw('b')),
                Arguments.argumentSet("INST", new PickleBuilder().raw('(').text(command).raw('i').rawBytes("posix\nsystem\n".getBytes())),
                Arguments.argumentSet("OBJ", new PickleBuilder().raw('(').global("posix", "system").text(command).raw('o')),
                Arguments.argumentSet("NEWOBJ", system().text(command).raw(0x85, 0x81)),
                Arguments.argumentSet("NEWOBJ_EX", system().text(command).raw(0x85, '}', 0x92)),
                Arguments.argumentSet(
                        "STACK_GLOBAL", new PickleBuilder().text("posix").text("system").raw(0x93).text(command).raw(0x85, 'R')));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whateverWouldBeCalledIsNamed(PickleBuilder call) throws IOException {
        Path file = torchFile(call.unended());
        assertThat(inspect(file)).isZero();
        assertThat(out.toString())
                .contains("▲ " + file
                        + ": in Python, opening this file would run posix.system; Patchbay ran nothing and kept an inert value in its "
                        + "place.");
        assertThat(folder.resolve("ran")).doesNotExist();
        assertThat(Path.of("ran")).doesNotExist();
    }

    @Test
    void jsonHasTheSameAmongItsWarnings() throws IOException {
        assertThat(inspect(torchFile(system().raw(')', 'R').unended()), "--json")).isZero();
        assertThat(JsonMapper.shared().readTree(out.toString()).at("/warnings/0").asString()).contains("would run posix.system");
    }

    /** {@code {"x": call, "w": tensor}}. */
    private Path torchFile(byte[] call) throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(').text("x").rawBytes(call).text("w");
        pickle.tensor("ByteStorage", "0", 0, new long[] {1}, new long[] {1}).raw('u');
        return TorchFile.write(Files.createTempFile(folder, "hostile", ".pt"), pickle.end(), new byte[1]);
    }
}
