package dev.patchbay.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How parts of adapters are called is written in {@code part}; the models of the loaders quote it, and nothing else does. */
class SpelledInOnePlaceTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/patchbay");

    private static final Pattern COMMENTS = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$|'\\\\?\"'");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]++|\\\\.)*+)\"");

    private static final Pattern SPELLED = Pattern.compile("lora_|_lora\\b|\\blora\\.(down|up)|hada_|lokr_"
            + "|dora_scale|magnitude_vector|\\bb?oft_|matrix_[AB]|ia3_l|on_input|vera_|\\b[wb]_norm|diff_b|set_weight|^(\\*\\*)?\\.alpha$");

    /** Words that happen to look so, and are no tensors' names. */
    private static final List<String> NO_PARTS = List.of(
            // Keys of PEFT's adapter_config.json and of diffusers' metadata.
            "lora_alpha", "lora_dropout", "lora_bias", "init_lora_weights", "lora_adapter_metadata",
            // Names of files that trainers of diffusers write.
            "pytorch_lora_weights.safetensors", "pytorch_lora_weights.bin", "(adapter_model|pytorch_lora_weights)\\\\.(safetensors|bin)");

    private static Stream<String> spelled(String code) {
        return LITERAL.matcher(COMMENTS.matcher(code).replaceAll("")).results()
                .map(result -> result.group(1))
                .filter(literal -> SPELLED.matcher(literal).find() && !NO_PARTS.contains(literal));
    }

    private static String code(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nothingElseSpellsAPart() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> found = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(SOURCES.resolve("part")) && !file.startsWith(SOURCES.resolve("loader")))
                    .flatMap(file -> spelled(code(file)).map(literal -> SOURCES.relativize(file) + ": " + literal))
                    .toList();

            assertThat(found).isEmpty();
        }
    }

    @Test
    void everyExceptionIsNeeded() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> literals = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> LITERAL.matcher(COMMENTS.matcher(code(file)).replaceAll("")).results().map(MatchResult::group))
                    .toList();

            assertThat(NO_PARTS).allMatch(word -> literals.contains("\"" + word + "\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "name.endsWith(\".lora_B.weight\")",
        "\"\\\\.(hada|lokr)_[wt]\" + \".hada_w1_a\"", "x + \".alpha\"", "\"x.lora.down.weight\"", "\"a.matrix_A.0\""
    })
    void aSpelledPartIsFound(String code) {
        assertThat(spelled(code)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/** {@code \"lora_A\"} */ int x;", "Message.of(\"inspection.alpha.refused\")", "  // \"lora_up\"", "\"networks.lora\""
    })
    void commentsAndOtherWordsAreNot(String code) {
        assertThat(spelled(code)).isEmpty();
    }
}
