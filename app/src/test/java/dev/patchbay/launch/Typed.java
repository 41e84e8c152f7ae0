package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.cli.command.PatchbayCommandLine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands as a person types them, with the exit code that they have to end in. */
final class Typed {

    /** What the command printed, errors after the rest. */
    String text(int code, Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>();
        for (Object word : words) {
            arguments.add(word.toString());
        }
        int exit = new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(arguments);
        assertThat(exit).as(String.join(" ", arguments) + "\n" + out + "\n" + err).isEqualTo(code);
        return out.toString() + err;
    }

    /** The one JSON object that a command with {@code --json} prints. */
    JsonNode json(int code, Object... words) {
        return JsonMapper.shared().readTree(text(code, words));
    }
}
