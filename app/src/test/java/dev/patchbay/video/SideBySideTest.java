package dev.patchbay.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.generation.Clip;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    @Test
    void everyPixelOfBothIsWhereItBelongs() {
        Clip left = MovingSquare.clip(16, 8, 3, 8, 0xff0000, 0x000040, 2);
        Clip right = MovingSquare.clip(24, 8, 5, 12, 0x00ff00, 0x400000, 4);
        Clip both = SideBySide.of(left, right);
        assertThat(both.frameCount()).isEqualTo(3);
        assertThat(both.width()).isEqualTo(16 + SideBySide.GAP + 24);
        assertThat(both.framesPerSecond()).isEqualTo(8);
        for (int f = 0; f < 3; f++) {
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < both.width(); x++) {
                    int inRight = x - 16 - SideBySide.GAP;
                    int wanted = x < 16 ? left.argb(f, x, y) : inRight < 0 ? 0xffffffff : right.argb(f, inRight, y);
                    assertThat(both.argb(f, x, y)).as("frame %d, pixel %d,%d", f, x, y).isEqualTo(wanted);
                }
            }
        }
    }

    @Test
    void differentHeightsAreRefused() {
        Clip low = MovingSquare.clip(16, 8, 1, 8, 0, 0, 0);
        Clip high = MovingSquare.clip(16, 16, 1, 8, 0, 0, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> SideBySide.of(low, high));
    }
}
