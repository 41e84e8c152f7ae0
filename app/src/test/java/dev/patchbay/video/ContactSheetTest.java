package dev.patchbay.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.generation.Clip;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several clips as one picture that plays. */
class ContactSheetTest {

    private static Clip square(int frames, int colour) {
        return MovingSquare.clip(16, 8, frames, 8, colour, 0x000000, 0);
    }

    @Test
    void threeClipsStandRowByRowInAGridOfTwoColumns() {
        List<Clip> clips = List.of(square(3, 0xff0000), square(2, 0x00ff00), square(3, 0x0000ff));
        Clip sheet = ContactSheet.of(clips);
        assertThat(List.of(sheet.width(), sheet.height(), sheet.frameCount())).containsExactly(36, 20, 2);
        for (int frame = 0; frame < 2; frame++) {
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 16; x++) {
                    assertThat(sheet.argb(frame, x, y)).isEqualTo(clips.get(0).argb(frame, x, y));
                    assertThat(sheet.argb(frame, x + 20, y)).isEqualTo(clips.get(1).argb(frame, x, y));
                    assertThat(sheet.argb(frame, x, y + 12)).isEqualTo(clips.get(2).argb(frame, x, y));
                    assertThat(sheet.argb(frame, x + 20, y + 12)).as("nothing there").isEqualTo(0xffffffff);
                }
            }
            assertThat(sheet.argb(frame, 17, 3)).as("between").isEqualTo(0xffffffff);
        }
    }

    @Test
    void theGridIsAsWideAsHighOrOneWider() {
        assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 9, 10).stream().map(ContactSheet::columns)).containsExactly(1, 2, 2, 2, 3, 3, 3, 3, 4);
    }

    @Test
    void clipsOfSeveralSizesAreNoSheet() {
        List<Clip> clips = List.of(square(2, 1), MovingSquare.clip(8, 8, 2, 8, 1, 0, 0));
        assertThatThrownBy(() -> ContactSheet.of(clips)).isInstanceOf(IllegalArgumentException.class);
    }
}
