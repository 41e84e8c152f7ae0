package dev.patchbay.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelsTest {

    private static Pixels pattern() {
        byte[] rgb = new byte[11 * 17 * 3];
        int at = 0;
        for (int y = 0; y < 11; y++) {
            for (int x = 0; x < 17; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[at++] = (byte) (x * 37 + y * 91 + c * 53 + x * y * 7);
                }
            }
        }
        return new Pixels(17, 11, rgb);
    }

    /** Checksums of what Pillow 12.3 makes of the same picture with {@code resize(…, Image.LANCZOS)}. */
    @ParameterizedTest
    @CsvSource({"17, 11, 4146604168", "8, 5, 2132741935", "40, 23, 3279266186", "5, 30, 31247779"})
    void resizedPicturesEqualPillowsToTheLastBit(int width, int height, long checksum) {
        Pixels resized = pattern().resized(width, height);
        CRC32 crc = new CRC32();
        crc.update(resized.rgb());
        assertThat(resized.width()).isEqualTo(width);
        assertThat(resized.height()).isEqualTo(height);
        assertThat(crc.getValue()).isEqualTo(checksum);
    }

    @Test
    void theMiddleOfAPictureIsTakenInTheShapeOfTheClip() {
        byte[] rgb = new byte[3 * 4 * 2];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) i;
        }
        Pixels wide = new Pixels(4, 2, rgb);
        assertThat(wide.cropped(16, 16)).isEqualTo(new Pixels(2, 2, new byte[] {3, 4, 5, 6, 7, 8, 15, 16, 17, 18, 19, 20}));
        assertThat(wide.cropped(64, 16)).as("the upper of two rows").isEqualTo(new Pixels(4, 1, Arrays.copyOf(rgb, 12)));
        assertThat(wide.cropped(32, 16)).isSameAs(wide);
    }

    @Test
    void planesRunFromMinusOneToOneColourByColour() {
        Pixels two = new Pixels(2, 1, new byte[] {0, (byte) 255, 51, (byte) 255, 0, (byte) 204});
        assertThat(two.planes()).containsExactly(-1, 1, 1, -1, -0.6f, 0.6f);
    }

    @Test
    void aPictureHasThreeBytesForEachPixel() {
        assertThatThrownBy(() -> new Pixels(2, 2, new byte[11])).isInstanceOf(IllegalArgumentException.class);
        assertThat(pattern()).isEqualTo(pattern()).isNotEqualTo(pattern().resized(5, 5)).hasToString("17 × 11");
    }
}
