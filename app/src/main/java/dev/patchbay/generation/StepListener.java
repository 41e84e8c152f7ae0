package dev.patchbay.generation;

import java.time.Duration;

/** Follows a run. Called on the thread that generates. */
public interface StepListener {

    StepListener SILENT = new StepListener() {};

    /** A stage begins. */
    default void stage(Stage stage) {}

    /**
     * A denoising step is done.
     *
     * @param done steps finished, from 1
     * @param total steps in all
     * @param took time of this step
     */
    default void step(int done, int total, Duration took) {}

    /** The parts of a run, in order. */
    enum Stage {
        LOADING,
        READING_PROMPT,
        DENOISING,
        DECODING
    }
}
