package dev.patchbay.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.inspection.Inspected;
import dev.patchbay.loader.Verdict.Outcome;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pairs for the text encoder of a UNet, which diffusers 0.40.0.dev0 hands to transformers. What is expected is what {@code
 * StableDiffusionLoraLoaderMixin.load_lora_weights} did with a tiny pipeline (PEFT 0.21, torch 2.13, CPU, November 2026): beside
 * transformers 5.18.0, and the second outcome beside 4.57.6, whose {@code load_adapter} makes room without values.
 */
class RealEncodersTest {

    private static final String BASE = "stable-diffusion-1.5";
    private static final long WIDTH = 768;
    private static final String FIVE = "text_encoder.encoder.layers.0.";
    private static final String FOUR = "text_encoder.text_model.encoder.layers.0.";
    private static final String EMBEDDING = "text_encoder.embeddings.token_embedding.";

    record Case(String name, SyntheticCheckpoint file, Outcome tried, int applied, Outcome read) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> names() {
        return Stream.of(
                new Case("names of transformers 5", pair(FIVE, "q_proj"), Outcome.APPLIES, 1, Outcome.RAISES),
                new Case("names of transformers 4", pair(FOUR, "q_proj"), Outcome.RAISES, 0, Outcome.APPLIES),
                new Case("both", both(pair(FIVE, "q_proj"), FOUR, "k_proj"), Outcome.PARTIAL, 1, Outcome.RAISES),
                new Case("only half of one pair", pair(FIVE, "q_proj").tensor(FIVE + "self_attn.k_proj.lora_A.weight", 4, WIDTH),
                        Outcome.PARTIAL, 1, Outcome.RAISES),
                new Case("only half of one pair, by the other names",
                        pair(FOUR, "q_proj").tensor(FOUR + "self_attn.k_proj.lora_A.weight", 4, WIDTH), Outcome.RAISES, 0, Outcome.RAISES),
                new Case("a bias on one of two",
                        both(pair(FIVE, "q_proj"), FIVE, "k_proj").tensor(FIVE + "self_attn.q_proj.lora_B.bias", WIDTH),
                        Outcome.APPLIES, 2, Outcome.RAISES),
                new Case("a magnitude that ends in .weight",
                        pair(FIVE, "q_proj").tensor(FIVE + "self_attn.q_proj.lora_magnitude_vector.weight", WIDTH),
                        Outcome.APPLIES, 1, Outcome.RAISES),
                new Case("a magnitude that does not",
                        pair(FIVE, "q_proj").tensor(FIVE + "self_attn.q_proj.lora_magnitude_vector", WIDTH),
                        Outcome.PARTIAL, 1, Outcome.RAISES),
                new Case("an adapter's name left in one", both(pair(FIVE, "q_proj"), FIVE, "k_proj", ".default.weight"),
                        Outcome.PARTIAL, 1, Outcome.RAISES),
                new Case("an embedding as if it were a layer",
                        pair(FIVE, "q_proj").tensor(EMBEDDING + "lora_A.weight", 4, WIDTH).tensor(EMBEDDING + "lora_B.weight", 49408, 4),
                        Outcome.PARTIAL, 1, Outcome.RAISES),
                new Case("an activation", both(pair(FIVE, "q_proj"), FIVE.replace("layers.0.", "layers.0.mlp.activation_fn"), ""),
                        Outcome.RAISES, 0, Outcome.RAISES));
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatTheEncoderTakes(Case one) throws IOException {
        Verdict verdict = verdict(one.file());
        assertThat(verdict.outcome()).as(verdict.message().text()).isEqualTo(one.tried());
        assertThat(verdict.applied()).isEqualTo(one.applied());
        Outcome read = verdict.elsewhere().isEmpty() ? verdict.outcome() : verdict.elsewhere().getFirst().outcome();
        assertThat(read).as(verdict.message().text()).isEqualTo(one.read());
    }

    @Test
    void bothLinesAreNamedWhereTheyDiffer() throws IOException {
        Verdict verdict = verdict(pair(FOUR, "q_proj"));
        assertThat(verdict.version()).isEqualTo("0.40.0.dev0, transformers 5.18.0");
        assertThat(verdict.message().text())
                .contains("IndexError", "transformers 5.18.0, which was tried", "transformers 4, whose source was read: diffusers applies");
        assertThat(verdict.elsewhere()).singleElement().extracting(Verdict::version).isEqualTo("0.40.0.dev0, transformers 4");
    }

    @Test
    void whereTheyDoTheSameNoneIsNamed() throws IOException {
        Verdict verdict = verdict(new SyntheticCheckpoint()
                .tensor("unet.conv_in.lora_A.weight", 4, 4, 3, 3)
                .tensor("unet.conv_in.lora_B.weight", 320, 4, 1, 1));
        assertThat(verdict.applies()).isTrue();
        assertThat(verdict.elsewhere()).isEmpty();
        assertThat(verdict.message().text()).doesNotContain("transformers");
    }

    private static Verdict verdict(SyntheticCheckpoint file) throws IOException {
        return Inspected.of(file, BASE).verdict(Program.DIFFUSERS);
    }

    private static SyntheticCheckpoint pair(String stem, String projection) {
        return both(new SyntheticCheckpoint(), stem, projection);
    }

    private static SyntheticCheckpoint both(SyntheticCheckpoint file, String stem, String projection) {
        return both(file, stem, projection, ".weight");
    }

    private static SyntheticCheckpoint both(SyntheticCheckpoint file, String stem, String projection, String end) {
        String module = projection.isEmpty() ? stem : stem + "self_attn." + projection;
        return file.tensor(module + ".lora_A" + end, 4, WIDTH).tensor(module + ".lora_B" + end, WIDTH, 4);
    }
}
