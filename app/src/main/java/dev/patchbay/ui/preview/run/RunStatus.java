package dev.patchbay.ui.preview.run;

import dev.patchbay.generation.CoarsePicture;
import dev.patchbay.generation.StepListener.Stage;
import java.time.Duration;
import java.util.Optional;

/**
 * Progress of a run at one moment.
 *
 * @param clip number of the current clip, from 1
 * @param clips number of clips in this run
 * @param withAdapter whether the current clip uses the adapters
 * @param stage of the current clip
 * @param done finished denoising steps of the current clip
 * @param steps denoising steps of a clip
 * @param perStep mean time of a step in this run; empty before the first is finished
 * @param picture of the current clip after the last step; empty before the first is finished
 */
public record RunStatus(
        int clip,
        int clips,
        boolean withAdapter,
        Stage stage,
        int done,
        int steps,
        Optional<Duration> perStep,
        Optional<CoarsePicture> picture) {

    /**
     * Estimated fraction of the time for a clip that denoising takes; the rest keeps the progress bar moving while frames are decoded.
     */
    private static final double DENOISING = 0.92;

    /** Estimated time for the remaining steps; empty before the first step is finished. */
    public Optional<Duration> left() {
        int remaining = (clips - clip) * steps + steps - done;
        return perStep.map(one -> one.multipliedBy(remaining));
    }

    /** Fraction of the run that is done, 0 to 1; negative while unknown. */
    public double fraction() {
        return switch (stage) {
            case LOADING -> -1;
            case READING_PROMPT, READING_IMAGE -> (clip - 1.0) / clips;
            case DENOISING -> (clip - 1 + DENOISING * ((double) done / steps)) / clips;
            case DECODING -> (clip - 1 + DENOISING) / clips;
        };
    }
}
