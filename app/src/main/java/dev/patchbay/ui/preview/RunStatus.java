package dev.patchbay.ui.preview;

import dev.patchbay.generation.StepListener.Stage;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a run is, at one moment.
 *
 * @param clip which clip is being made, from 1
 * @param clips how many are made in this run
 * @param withAdapter whether the one being made has the adapters
 * @param stage of that clip
 * @param done denoising steps finished, of that clip
 * @param steps denoising steps of a clip
 * @param perStep mean time of the steps of this run; empty before the first
 */
public record RunStatus(int clip, int clips, boolean withAdapter, Stage stage, int done, int steps, Optional<Duration> perStep) {

    /** Share of a clip's time that goes into denoising: an estimate that keeps the bar moving while the frames are decoded. */
    private static final double DENOISING = 0.92;

    /** Time that the steps still to be done will take; empty before the first step. */
    public Optional<Duration> left() {
        int remaining = (clips - clip) * steps + steps - done;
        return perStep.map(one -> one.multipliedBy(remaining));
    }

    /** Share of the run that is done, 0 to 1; negative while that cannot be said. */
    public double fraction() {
        return switch (stage) {
            case LOADING -> -1;
            case READING_PROMPT -> (clip - 1.0) / clips;
            case DENOISING -> (clip - 1 + DENOISING * ((double) done / steps)) / clips;
            case DECODING -> (clip - 1 + DENOISING) / clips;
        };
    }
}
