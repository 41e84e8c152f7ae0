package dev.patchbay.ui.control;

import dev.patchbay.generation.CoarsePicture;

/**
 * A clip that is being made, as coarse as its latents show it.
 *
 * @param picture one pixel for each latent pixel
 * @param width of the clip in pixels
 * @param height of the clip in pixels
 * @param frames of the clip
 * @param framesPerSecond of the clip
 */
public record CoarseClip(CoarsePicture picture, int width, int height, int frames, double framesPerSecond) {

    /** The latent frame that a frame of the clip is made of: the first one stands for itself, each other for several. */
    int latentFrame(int frame) {
        int latents = picture.frames();
        if (frame <= 0 || latents == 1 || frames <= 1) {
            return 0;
        }
        int each = Math.max(1, Math.ceilDiv(frames - 1, latents - 1));
        return Math.min(latents - 1, Math.ceilDiv(frame, each));
    }
}
