package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.cli.command.PatchbayCommandLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Adapters as the trainers of many families write them, one for each converter of diffusers' LoRA loaders (0.40.0.dev0, 58eb52c) and some
 * that no loader reads: the model is named from the file alone, and every module arrives with what was trained. Where diffusers itself is
 * wrong (halves of a modulation not swapped, alphas thrown away, modules without their prefix), the right result is asked for.
 */
class FamiliesTest {

    /** Largest difference of the probes of a module, relative to them: more than rounding to float16 makes. */
    private static final double TOLERANCE = 2e-3;

    @TempDir
    private Path folder;

    static List<ForeignAdapter> adapters() throws IOException, URISyntaxException {
        List<ForeignAdapter> adapters = new ArrayList<>();
        try (var files = Files.list(Path.of(FamiliesTest.class.getResource("/families").toURI()))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".json")).sorted().toList()) {
                adapters.add(ForeignAdapter.read(file));
            }
        }
        return adapters;
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void theModelIsNamedFromTheKeysAlone(ForeignAdapter adapter) throws IOException {
        JsonNode family = json("inspect", adapter.write(folder), "--json").at("/family");

        assertThat(namedFirst(family)).contains(adapter.base());
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void everyModuleArrivesWithWhatWasTrained(ForeignAdapter adapter) throws IOException {
        Path converted = folder.resolve("converted.safetensors");
        String base = adapter.base();

        JsonNode report = json("convert", adapter.write(folder), "--base", base, "--to", "diffusers", "--out", converted, "--json");
        assertThat(report.at("/verified").asBoolean()).isEqualTo(!report.at("/loader/outcome").asString().equals("unknown"));
        assertThat(report.at("/dropped").valueStream().map(JsonNode::asString)).containsExactlyInAnyOrderElementsOf(adapter.leftOut());
        isTheSame(adapter.modules(), ProbedModules.of(converted).probes());
        JsonNode check = json("check", converted, "--base", base, "--json");
        assertThat(check.at("/modules/matched").asInt()).as("modules found in the base").isEqualTo(adapter.modules().size());
    }

    /** Models that look the same in all that a file touches share the first place. */
    private static List<String> namedFirst(JsonNode family) {
        List<String> first = new ArrayList<>();
        for (JsonNode model : family) {
            if (model.get("score").asDouble() == family.at("/0/score").asDouble()) {
                first.add(model.get("name").asString());
                model.get("same_as").forEach(same -> first.add(same.asString()));
            }
        }
        return first;
    }

    private static void isTheSame(Map<String, Map<String, List<Double>>> right, Map<String, Map<String, List<Double>>> arrived) {
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(new TreeSet<>(arrived.keySet())).as("modules").isEqualTo(new TreeSet<>(right.keySet()));
        right.forEach((module, parts) -> {
            Map<String, List<Double>> found = arrived.getOrDefault(module, Map.of());
            softly.assertThat(withoutZeros(found).keySet()).as("parts of %s", module).isEqualTo(parts.keySet());
            parts.forEach((part, numbers) -> softly.assertThat(difference(numbers, found.getOrDefault(part, List.of())))
                    .as("%s of %s", part, module)
                    .isLessThan(TOLERANCE));
        });
        softly.assertAll();
    }

    /** PEFT wants a bias in every pair or in none, so that those without one get zeros. */
    private static Map<String, List<Double>> withoutZeros(Map<String, List<Double>> parts) {
        Map<String, List<Double>> others = new TreeMap<>(parts);
        others.entrySet().removeIf(part -> part.getKey().equals("bias") && part.getValue().stream().allMatch(value -> value == 0));
        return others;
    }

    private static double difference(List<Double> right, List<Double> found) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < right.size(); i++) {
            difference += Math.pow(right.get(i) - (i < found.size() ? found.get(i) : 0), 2);
            size += Math.pow(right.get(i), 2);
        }
        return Math.sqrt(difference / size);
    }

    private static JsonNode json(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        int code = new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(words);
        JsonNode said = JsonMapper.shared().readTree(out.toString());
        // A converted file that diffusers has no loader for is taken by no program as it is.
        boolean taken = said.path("verdicts").isMissingNode()
                || said.path("verdicts").valueStream().anyMatch(verdict -> verdict.path("outcome").asString().equals("applies"));
        assertThat(code).as("%s%n%s", words, err).isEqualTo(taken ? 0 : 1);
        return said;
    }
}
