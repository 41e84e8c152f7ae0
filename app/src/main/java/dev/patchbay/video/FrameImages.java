package dev.patchbay.video;

import dev.patchbay.generation.Clip;
import java.awt.image.BufferedImage;

/** Converts frames of a clip to images for ImageIO. */
final class FrameImages {

    private FrameImages() {}

    /** Frame {@code index}, eight bits a channel. */
    static BufferedImage of(Clip clip, int index) {
        BufferedImage image = new BufferedImage(clip.width(), clip.height(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[clip.width()];
        for (int y = 0; y < clip.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = clip.argb(index, x, y);
            }
            image.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return image;
    }
}
