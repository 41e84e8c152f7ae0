package dev.patchbay.loader.kohya;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verdicts against what kohya's programs did. Each file of {@code seen.json} was given to the network module, or to the function that reads
 * the model's weights, of sd-scripts 0.10.1 (48d368f) and musubi-tuner 0.3.4 (30c658c) with layers of the base's true sizes (torch 2.13,
 * CPU, November 2026); what is expected is what was seen then: the exception, or how many layers were changed.
 */
class KohyaLoadersTest {

    private static final Path SEEN = Path.of("src/test/resources/loader/kohya/seen.json");

    /**
     * @param raised true if the program stopped
     * @param applied layers that were changed
     * @param lost true if not all that the modules hold arrived
     */
    record Case(String base, String variant, Map<String, long[]> tensors, boolean raised, int applied, boolean lost) {

        static Case of(JsonNode seen) {
            Map<String, long[]> tensors = new LinkedHashMap<>();
            seen.path("tensors").forEachEntry((name, shape) -> tensors.put(
                    name, StreamSupport.stream(shape.spliterator(), false).mapToLong(JsonNode::asLong).toArray()));
            return new Case(
                    seen.path("base").asString(),
                    seen.path("variant").asString(),
                    tensors,
                    seen.has("raised"),
                    seen.path("applied").asInt(),
                    seen.path("outcome").asString("").equals("partial"));
        }

        SyntheticCheckpoint file() {
            SyntheticCheckpoint file = new SyntheticCheckpoint();
            tensors.forEach((name, shape) -> {
                if (shape.length == 0) {
                    file.values(name, DType.F32, new float[] {1});
                } else {
                    file.tensor(name, shape);
                }
            });
            return file;
        }

        @Override
        public String toString() {
            return base + ": " + variant;
        }
    }

    static Stream<Case> seen() throws IOException {
        JsonNode cases = JsonMapper.shared().readTree(Files.readString(SEEN));
        return StreamSupport.stream(cases.spliterator(), false).map(Case::of);
    }

    @ParameterizedTest
    @MethodSource("seen")
    void saysWhatTheProgramDoes(Case one) throws IOException {
        Verdict verdict = verdict(one.file(), one.base());

        assertThat(verdict.outcome() == Outcome.RAISES).as(verdict.message().text()).isEqualTo(one.raised());
        assertThat(verdict.applied()).as(verdict.message().text()).isEqualTo(one.applied());
        if (one.lost()) {
            assertThat(verdict.outcome()).isEqualTo(Outcome.PARTIAL);
        } else if (!one.raised()) {
            assertThat(verdict.outcome()).isIn(one.applied() == 0 ? Outcome.IGNORED : Outcome.PARTIAL, Outcome.APPLIES);
        }
    }

    static Stream<String> unread() {
        return Stream.of("cogvideox-2b", "mochi-1", "ltx-video", "sana-1600m");
    }

    @ParameterizedTest
    @MethodSource("unread")
    void nothingIsKnownOfFamiliesThatNeitherHas(String base) throws IOException {
        SyntheticCheckpoint file = new SyntheticCheckpoint()
                .tensor("lora_unet_transformer_blocks_0_attn1_to_q.lora_down.weight", 4, 1920)
                .tensor("lora_unet_transformer_blocks_0_attn1_to_q.lora_up.weight", 1920, 4);

        assertThat(verdict(file, base).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    private static Verdict verdict(SyntheticCheckpoint file, String base) throws IOException {
        Checkpoint checkpoint = file.build();
        MappingResult asItIs = RuleSet.EMPTY.apply(checkpoint.infos());
        AdapterFit fit = new AdapterFit(
                checkpoint, asItIs, AdapterFit.named(checkpoint, asItIs), Inspected.base(base), Expectation.NONE);
        return Program.KOHYA.loader().verdict(fit).orElseThrow();
    }
}
