package dev.patchbay.ui.control;

import javafx.scene.image.Image;

/** What a {@link PlayerStage} shows at one of its two places: an image whose pixels change from frame to frame. */
interface MovingPicture {

    /** Width of the clip in pixels; the image may be smaller or larger. */
    int width();

    int height();

    Image image();

    /** Shows a frame, counted from 0. */
    void show(int index);

    /** Makes the image this many times as large as the clip, if its pixels are to stay squares. */
    void enlarge(int by);
}
