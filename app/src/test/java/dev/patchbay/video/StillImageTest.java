package dev.patchbay.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.generation.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StillImageTest {

    @TempDir
    private Path folder;

    /** 32 × 16: the left half dark, the right half bright, the lower half of it red. */
    private static BufferedImage picture(int type) {
        BufferedImage image = new BufferedImage(32, 16, type);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 32; x++) {
                image.setRGB(x, y, x < 16 ? 0xff000000 : y < 8 ? 0xffffffff : 0xffff0000);
            }
        }
        return image;
    }

    private Path write(String format, int type) throws IOException {
        Path file = folder.resolve("picture." + format);
        assertThat(ImageIO.write(picture(type), format, file.toFile())).isTrue();
        return file;
    }

    private static int[] at(Pixels pixels, int x, int y) {
        int from = 3 * (y * pixels.width() + x);
        return new int[] {pixels.rgb()[from] & 255, pixels.rgb()[from + 1] & 255, pixels.rgb()[from + 2] & 255};
    }

    @ParameterizedTest
    @CsvSource({"png, 1", "png, 2", "bmp, 1"})
    void picturesAreReadAsRedGreenBlue(String format, int type) throws IOException {
        Pixels pixels = StillImage.read(write(format, type));
        assertThat(pixels).hasToString("32 × 16");
        assertThat(at(pixels, 3, 3)).containsExactly(0, 0, 0);
        assertThat(at(pixels, 20, 3)).containsExactly(255, 255, 255);
        assertThat(at(pixels, 20, 12)).containsExactly(255, 0, 0);
    }

    /** Where the white corner, upper right as stored, is in the upright picture. */
    @ParameterizedTest
    @CsvSource({"1, 28, 2", "2, 3, 2", "3, 3, 13", "4, 28, 13", "5, 2, 28", "6, 13, 28", "7, 13, 3", "8, 2, 3"})
    void aPhotographIsTurnedUpright(int orientation, int x, int y) throws IOException {
        byte[] plain = Files.readAllBytes(write("jpeg", BufferedImage.TYPE_INT_RGB));
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(plain, 0, 2);
        ByteBuffer exif = ByteBuffer.allocate(36);
        exif.put(new byte[] {(byte) 0xFF, (byte) 0xE1}).putShort((short) 34).put(new byte[] {'E', 'x', 'i', 'f', 0, 0});
        exif.put(new byte[] {'M', 'M', 0, 42}).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation).putShort((short) 0).putInt(0);
        turned.write(exif.array());
        turned.write(plain, 2, plain.length - 2);
        Path file = folder.resolve("photo.jpg");
        Files.write(file, turned.toByteArray());
        Pixels pixels = StillImage.read(file);
        assertThat(pixels).hasToString(orientation < 5 ? "32 × 16" : "16 × 32");
        assertThat(Arrays.stream(at(pixels, x, y))).allMatch(value -> value > 230);
    }

    @Test
    void whatIsNoPictureIsRefusedInOneSentence() throws IOException {
        Path text = folder.resolve("note.png");
        Files.writeString(text, "no picture");
        assertThatThrownBy(() -> StillImage.read(text))
                .isInstanceOf(ClipException.class)
                .hasMessage(text + " is no picture that can be read: choose a PNG or JPEG.");
        Path broken = write("png", 1);
        Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 45));
        assertThatThrownBy(() -> StillImage.read(broken))
                .isInstanceOf(ClipException.class)
                .hasMessage(broken + " is a broken picture: choose another.");
    }
}
