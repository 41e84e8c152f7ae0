package dev.patchbay.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.part.Part;
import org.junit.jupiter.api.Test;

class ScaleWritingTest {

    /** LyCORIS and ComfyUI read no alpha there, and PEFT multiplied by alpha / r. */
    @Test
    void theScaleOfLoKrsTwoWholeFactorsGoesIntoTheLeftOne() {
        assertThat(ScaleWriting.ALPHA_TENSOR.factor(Part.LOKR_W1, 2, 0)).isEqualTo(2);
        assertThat(ScaleWriting.ALPHA_TENSOR.factor(Part.LOKR_W2, 2, 0)).isEqualTo(1);
    }

    @Test
    void withARankItGoesIntoTheAlpha() {
        assertThat(ScaleWriting.ALPHA_TENSOR.factor(Part.LOKR_W1, 2, 4)).isEqualTo(1);
        assertThat(ScaleWriting.CONFIG.factor(Part.LOKR_W1, 2, 0)).isEqualTo(1);
    }
}
