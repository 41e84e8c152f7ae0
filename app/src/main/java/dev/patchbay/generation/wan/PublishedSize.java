package dev.patchbay.generation.wan;

/**
 * The clips that a published model was made for.
 *
 * @param frames of a clip
 * @param height pixels
 * @param width pixels
 * @param framesPerSecond playback rate
 */
record PublishedSize(int frames, int height, int width, double framesPerSecond) {

    /** Wan 2.1 and the A14B models of 2.2: diffusers' defaults. */
    private static final PublishedSize USUAL = new PublishedSize(81, 480, 832, 16);

    /** TI2V 5B of Wan 2.2, by its authors' example. */
    private static final PublishedSize LARGE = new PublishedSize(121, 704, 1280, 24);

    static PublishedSize of(boolean timesPerToken) {
        return timesPerToken ? LARGE : USUAL;
    }
}
