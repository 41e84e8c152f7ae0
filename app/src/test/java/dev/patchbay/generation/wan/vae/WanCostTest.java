package dev.patchbay.generation.wan.vae;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Costs of the published autoencoders, by arithmetic alone. */
class WanCostTest {

    /** What PyTorch 2.13 counts in diffusers' own ({@code FlopCounterMode}): latents 3 × 6 × 10, and the nine frames they are of. */
    @ParameterizedTest
    @CsvSource({"WAN_2_1, 300716328960, 179266682880", "WAN_2_2, 2610163722240, 500302479360"})
    void operationsAreThoseOfDiffusers(PublishedVae vae, double decoding, double encoding) throws Exception {
        WanVaeConfig config = vae.config();
        int scale = config.spatialCompression();
        Percentage near = Percentage.withPercentage(2);
        assertThat(WanDecoderCost.of(config, 3, 6, 10, false).operations()).isCloseTo(decoding, near);
        assertThat(WanEncoderCost.of(config, 9, 6 * scale, 10 * scale, false).operations()).isCloseTo(encoding, near);
    }

    /** What is kept for the next frames does not grow with the clip. */
    @ParameterizedTest
    @CsvSource({"WAN_2_1", "WAN_2_2"})
    void memoryDoesNotDependOnTheLengthOfAClip(PublishedVae vae) throws Exception {
        WanVaeConfig config = vae.config();
        double decoding = WanDecoderCost.of(config, 3, 30, 52, false).elements();
        assertThat(WanDecoderCost.of(config, 21, 30, 52, false).elements()).isEqualTo(decoding);
        assertThat(WanDecoderCost.of(config, 1, 30, 52, false).elements()).isLessThan(decoding);
        double encoding = WanEncoderCost.of(config, 9, 240, 416, false).elements();
        assertThat(WanEncoderCost.of(config, 81, 240, 416, false).elements()).isEqualTo(encoding);
        assertThat(WanEncoderCost.of(config, 1, 240, 416, false).elements()).isLessThan(encoding);
    }
}
