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

/** A clip as one image whose pixels change: each frame is turned into bytes when it is first shown. */
final class ClipFrames {

    private final Clip clip;
    private final int[] @Nullable [] pixels;
    private final PixelBuffer<IntBuffer> buffer;
    private final Image image;

    ClipFrames(Clip clip) {
        this.clip = clip;
        this.pixels = new int[clip.frameCount()][];
        IntBuffer memory = ByteBuffer.allocateDirect(clip.width() * clip.height() * Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .asIntBuffer();
        this.buffer = new PixelBuffer<>(clip.width(), clip.height(), memory, PixelFormat.getIntArgbPreInstance());
        this.image = new WritableImage(buffer);
        show(0);
    }

    Image image() {
        return image;
    }

    Clip clip() {
        return clip;
    }

    /** Shows a frame; a clip that is shorter than its neighbour holds its last one. */
    void show(int index) {
        int[] frame = frame(Math.min(index, clip.frameCount() - 1));
        buffer.updateBuffer(target -> {
            target.getBuffer().put(0, frame);
            return null;
        });
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
