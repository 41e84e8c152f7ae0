package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuidanceTest {

    @Test
    void dynamicGuidanceFollowsPythonThroughItsHugeCosine() {
        // 1 + 6 * ((1 - math.cos(math.pi * ((4 - t) / 4) ** 5.0)) / 2) in Python 3
        Guidance guidance = new Guidance(6, true, 4);
        assertThat(guidance.at(999)).isEqualTo(4.755880591967707);
        assertThat(guidance.at(749)).isEqualTo(1.9379524472878416);
        assertThat(guidance.at(499)).isEqualTo(1.092153726377909);
        assertThat(guidance.at(249)).isEqualTo(1.0102866299659499);
        assertThat(new Guidance(6, false, 4).at(999)).isEqualTo(6);
    }

    @Test
    void aScaleOfOneNeedsNoNegativePrompt() {
        assertThat(new Guidance(1, false, 4).needsNegativePrompt()).isFalse();
        assertThat(new Guidance(1.5, false, 4).needsNegativePrompt()).isTrue();
    }
}
