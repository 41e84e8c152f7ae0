package dev.patchbay.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.generation.Clip;
import dev.patchbay.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static Clip clip(int width, float... values) {
        Clip.Seconds none = new Clip.Seconds(0, List.of(), 0);
        int frames = values.length / 3 / width;
        return new Clip(values, Shape.of(frames, 3, 1, width), List.of(), Shape.of(1, 1, 1, 1, 1), 8, none, List.of());
    }

    @Test
    void whatIsEqualIsGreyAndWhatIsBrighterIsBrighter() {
        Clip first = clip(2, 0, 0.5f, 0, 0.5f, 0, 0.5f);
        Clip second = clip(2, 0, 0.75f, 0, 0.25f, 0, 1);
        assertThat(Difference.amplified(first, second, 1).frames()).containsExactly(0.5f, 0.625f, 0.5f, 0.375f, 0.5f, 0.75f);
        assertThat(Difference.amplified(first, second, 4).frames()).containsExactly(0.5f, 1, 0.5f, 0, 0.5f, 1);
        assertThat(Difference.amplified(first, first, 16).frames()).containsOnly(0.5f);
    }

    /** Black, half red, red and half yellow, white: the sum over the colours counts. */
    @Test
    void heatGrowsWithTheDifferenceOfAllColours() {
        Clip black = clip(4, new float[12]);
        Clip other = clip(4, 0, 0.5f, 0.5f, 1, 0, 0, 0.5f, 1, 0, 0, 0.5f, 1);
        float[] heat = Difference.heat(black, other, 1).frames();
        assertThat(heat).containsExactly(new float[] {0, 0.5f, 1, 1, 0, 0, 0.5f, 1, 0, 0, 0, 1}, within(1e-6f));
        assertThat(Difference.heat(other, black, 1).frames()).as("either way").containsExactly(heat);
        assertThat(Difference.heat(black, black, 16).frames()).containsOnly(0f);
    }

    @Test
    void theShorterOneEndsItAndOtherSizesAreRefused() {
        assertThat(Difference.heat(clip(1, new float[6]), clip(1, new float[3]), 1).frameCount()).isEqualTo(1);
        assertThatThrownBy(() -> Difference.heat(clip(1, new float[3]), clip(2, new float[6]), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
