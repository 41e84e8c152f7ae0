package dev.patchbay.generation;

import java.time.Duration;

/** Receives the progress of a run, on the thread that generates. */
public interface StepListener {

    StepListener SILENT = new StepListener() {};

    /** A stage begins. */
    default void stage(Stage stage) {}

    /**
     * A denoising step is finished.
     *
     * @param done finished steps, from 1
     * @param total steps in all
     * @param took duration of this step
     */
    default void step(int done, int total, Duration took) {}

    /** True if pictures are wanted. The first one of a model takes a moment longer, to learn its colours. */
    default boolean wantsPictures() {
        return false;
    }

    /** The clip as it would become, after each step. */
    default void picture(CoarsePicture picture) {}

    /** The stages of a run, in order. */
    enum Stage {
        LOADING,
        READING_PROMPT,
        READING_IMAGE,
        DENOISING,
        DECODING
    }
}
