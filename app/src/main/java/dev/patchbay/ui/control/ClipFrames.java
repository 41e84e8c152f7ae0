package dev.patchbay.ui.control;

import dev.patchbay.generation.Clip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/**
 * A clip as one {@code Image} whose pixels change: each frame is converted to bytes when it is first shown.
 *
 * <p>The image may be an integer factor larger than the clip. JavaFX smooths every image it scales up, on some machines even when
 * smoothing is off, and the pixels of a small clip should stay squares.
 */
final class ClipFrames implements MovingPicture {

    private final Clip clip;
    private final int[] @Nullable [] pixels;
    private int factor = 1;
    private int shown;
    private PixelBuffer<IntBuffer> buffer;
    private Image image;

    ClipFrames(Clip clip) {
        this.clip = clip;
        this.pixels = new int[clip.frameCount()][];
        this.buffer = buffer(clip.width(), clip.height());
        this.image = new WritableImage(buffer);
        show(0);
    }

    private static PixelBuffer<IntBuffer> buffer(int width, int height) {
        IntBuffer memory = ByteBuffer.allocateDirect(width * height * Integer.BYTES).order(ByteOrder.nativeOrder()).asIntBuffer();
        return new PixelBuffer<>(width, height, memory, PixelFormat.getIntArgbPreInstance());
    }

    @Override
    public Image image() {
        return image;
    }

    @Override
    public int width() {
        return clip.width();
    }

    @Override
    public int height() {
        return clip.height();
    }

    boolean isOf(Clip other) {
        return clip == other;
    }

    /** Makes the image {@code by} times as large as the clip; {@link #image} returns a new object afterwards. */
    @Override
    public void enlarge(int by) {
        if (by != factor) {
            factor = by;
            buffer = buffer(clip.width() * by, clip.height() * by);
            image = new WritableImage(buffer);
            show(shown);
        }
    }

    /** Past its end a clip keeps showing its last frame, since the other one may be longer. */
    @Override
    public void show(int index) {
        shown = Math.min(index, clip.frameCount() - 1);
        int[] frame = frame(shown);
        buffer.updateBuffer(target -> {
            fill(target.getBuffer(), frame);
            return null;
        });
    }

    private void fill(IntBuffer target, int[] frame) {
        if (factor == 1) {
            target.put(0, frame);
            return;
        }
        int[] row = new int[clip.width() * factor];
        for (int y = 0; y < clip.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = frame[y * clip.width() + x / factor];
            }
            for (int copy = 0; copy < factor; copy++) {
                target.put((y * factor + copy) * row.length, row);
            }
        }
    }

    private int[] frame(int index) {
        int[] known = pixels[index];
        if (known != null) {
            return known;
        }
        int[] made = new int[clip.width() * clip.height()];
        for (int y = 0; y < clip.height(); y++) {
            for (int x = 0; x < clip.width(); x++) {
                made[y * clip.width() + x] = clip.argb(index, x, y);
            }
        }
        pixels[index] = made;
        return made;
    }
}
