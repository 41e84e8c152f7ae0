package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PositionsTest {

    @Test
    void rotaryTablesAreThoseOfDiffusers() {
        try (Reference reference = new Reference("cogvideox-5b")) {
            RotaryPositions table = RotaryPositions.of(16, 3, 2, 3, CropRegion.of(2, 3, 2, 3));
            assertThat(table.tokens()).isEqualTo(18);
            assertThat(Reference.error("rotary cos", table.cos(), reference.floats("transformer.rotary_cos"))).isLessThan(1e-6);
            assertThat(Reference.error("rotary sin", table.sin(), reference.floats("transformer.rotary_sin"))).isLessThan(1e-6);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anotherAspectRatioIsCentredInTheTrainedGrid() {
        assertThat(CropRegion.of(30, 45, 30, 45)).isEqualTo(new CropRegion(0, 0, 30, 45));
        // Python: get_resize_crop_region_for_grid((30, 30), 45, 30), ((16, 45), 45, 30) and ((60, 45), 45, 30)
        assertThat(CropRegion.of(30, 30, 30, 45)).isEqualTo(new CropRegion(0, 8, 30, 38));
        assertThat(CropRegion.of(16, 45, 30, 45)).isEqualTo(new CropRegion(7, 0, 23, 45));
        assertThat(CropRegion.of(60, 45, 30, 45)).isEqualTo(new CropRegion(0, 12, 30, 34));
    }

    @Test
    void sinusoidalTablesHoldFrameThenColumnThenRow() {
        int channels = 32;
        SinusoidalPositions table = SinusoidalPositions.of(channels, 2, 3, 5, 1.875, 1);
        assertThat(table.tokens()).isEqualTo(30);
        int token = (15 + 2 * 5 + 4) * channels; // frame 1, row 2, column 4
        assertThat(table.values()[token]).isCloseTo((float) Math.sin(1), within(1e-7f));
        assertThat(table.values()[token + 8]).isCloseTo((float) Math.sin(4 / 1.875), within(1e-6f));
        assertThat(table.values()[token + 8 + 6]).isCloseTo((float) Math.cos(4 / 1.875), within(1e-6f));
        assertThat(table.values()[token + 20]).isCloseTo((float) Math.sin(2 / 1.875), within(1e-6f));
        assertThat(table.values()[token + 20 + 1]).isCloseTo((float) Math.sin(2 / 1.875 / Math.pow(10000, 1 / 6.0)), within(1e-6f));
    }
}
