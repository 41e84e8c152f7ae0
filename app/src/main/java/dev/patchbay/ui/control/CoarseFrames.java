package dev.patchbay.ui.control;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** A {@link CoarseClip} as an image of one pixel for each latent pixel, which is smoothed where it is drawn. */
final class CoarseFrames implements MovingPicture {

    private final CoarseClip clip;
    private final WritableImage image;

    CoarseFrames(CoarseClip clip) {
        this.clip = clip;
        this.image = new WritableImage(clip.picture().width(), clip.picture().height());
        show(0);
    }

    @Override
    public int width() {
        return clip.width();
    }

    @Override
    public int height() {
        return clip.height();
    }

    @Override
    public Image image() {
        return image;
    }

    @Override
    public void show(int index) {
        int width = clip.picture().width();
        int height = clip.picture().height();
        int from = clip.latentFrame(index) * width * height * 3;
        image.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getByteRgbInstance(), clip.picture().rgb(), from, 3 * width);
    }

    @Override
    public void enlarge(int by) {
        // Coarse pixels are no pixels of the clip: they are smoothed.
    }
}
