package dev.patchbay.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzz targets take every seed and every input that once broke something; see docs/fuzzing.md. */
class FuzzSeedsTest {

    private static final Path INPUTS = Path.of("src/test/resources/fuzz");

    private static final Map<String, Target> TARGETS = Map.of(
            "Archive", ArchiveFuzz::fuzzerTestOneInput,
            "Gguf", GgufFuzz::fuzzerTestOneInput,
            "Legacy", LegacyFuzz::fuzzerTestOneInput,
            "Pattern", PatternFuzz::fuzzerTestOneInput,
            "Pickle", PickleFuzz::fuzzerTestOneInput,
            "RuleFile", RuleFileFuzz::fuzzerTestOneInput,
            "Safetensors", SafetensorsFuzz::fuzzerTestOneInput,
            "ShardIndex", ShardIndexFuzz::fuzzerTestOneInput);

    @FunctionalInterface
    private interface Target {

        void run(byte[] input) throws Exception;
    }

    static Stream<Arguments> inputs() throws IOException {
        try (Stream<Path> files = Files.walk(INPUTS)) {
            List<Arguments> inputs = files.filter(Files::isRegularFile)
                    .sorted()
                    .<Arguments>map(file -> Arguments.argumentSet(INPUTS.relativize(file).toString(), file))
                    .toList();
            return inputs.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void aTargetTakesTheInput(Path file) throws IOException {
        byte[] input = Files.readAllBytes(file);
        Target target = TARGETS.get(file.getParent().getFileName().toString());
        assertThatCode(() -> target.run(input)).doesNotThrowAnyException();
    }
}
