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
 * @param decodingSteps how many steps' time the decoding of a clip takes
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
        double decodingSteps,
        Optional<CoarsePicture> picture) {

    /** Estimated time for the remaining steps and for decoding; empty before the first step is finished. */
    public Optional<Duration> left() {
        double remaining = (clips - clip) * (steps + decodingSteps) + steps - done + decodingSteps;
        return perStep.map(one -> Duration.ofNanos(Math.round(one.toNanos() * remaining)));
    }

    /** Fraction of the time for a clip that denoising takes. */
    private double denoising() {
        return steps / (steps + decodingSteps);
    }

    /** Fraction of the run that is done, 0 to 1; negative while unknown. */
    public double fraction() {
        return switch (stage) {
            case LOADING -> -1;
            case READING_PROMPT, READING_IMAGE -> (clip - 1.0) / clips;
            case DENOISING -> (clip - 1 + denoising() * ((double) done / steps)) / clips;
            case DECODING -> (clip - 1 + denoising()) / clips;
        };
    }
}
