package dev.patchbay.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.loader.Verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verdicts against what ComfyUI 0.3.64 did: files in many conventions, with what goes wrong in them, on its models of all families that it
 * and Patchbay know.
 */
class RealComfyTest {

    private static final Path FILES = Path.of("src/test/resources/loader/comfyui-files.json");

    static Stream<JsonNode> files() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(FILES)).get("files").valueStream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void doesWhatWasSeen(JsonNode file) throws IOException {
        SyntheticCheckpoint checkpoint = new SyntheticCheckpoint();
        file.get("tensors").forEachEntry((name, shape) ->
                checkpoint.tensor(name, shape.valueStream().mapToLong(JsonNode::asLong).toArray()));

        Verdict verdict = Inspected.of(checkpoint, file.get("base").asString()).verdict(Program.COMFYUI);

        assertThat(verdict.outcome())
                .as(verdict.message().text())
                .isEqualTo(Outcome.valueOf(file.get("outcome").asString().toUpperCase(Locale.ROOT)));
        assertThat(verdict.applied()).isEqualTo(file.get("applied").asInt());
        assertThat(verdict.of()).isEqualTo(file.get("of").asInt());
    }
}
