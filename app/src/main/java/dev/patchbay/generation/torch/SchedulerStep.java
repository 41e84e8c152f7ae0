package dev.patchbay.generation.torch;

import java.util.Optional;

/**
 * One denoising step as plain numbers, so that the engine only multiplies and adds:
 *
 * <pre>
 * original  = originalFromSample · sample − originalFromOutput · output        (v-prediction, flow matching)
 * start     = sample, or what a corrector makes of it
 * direction = current · original − previous · original of the step before
 * sample'   = keep · start + add · direction + noise · fresh noise
 * </pre>
 *
 * @param timestep training timestep that the model is told
 * @param originalFromSample √ᾱ; 1 with flow matching
 * @param originalFromOutput √(1 − ᾱ); σ with flow matching
 * @param current weight of this step's clean prediction
 * @param previous weight of the one before; 0 in a first-order step
 * @param keep weight of the sample
 * @param add weight of the direction
 * @param noise weight of fresh noise
 * @param draws how often noise of the sample's shape is drawn from the generator; the last draw is used
 * @param correction of the sample; in all steps of a sampler that corrects, the first one of which has nothing to correct yet
 */
public record SchedulerStep(
        double timestep,
        double originalFromSample,
        double originalFromOutput,
        double current,
        double previous,
        double keep,
        double add,
        double noise,
        int draws,
        Optional<Correction> correction) {

    /** A step of a sampler that corrects nothing. */
    public SchedulerStep(
            double timestep,
            double originalFromSample,
            double originalFromOutput,
            double current,
            double previous,
            double keep,
            double add,
            double noise,
            int draws) {
        this(timestep, originalFromSample, originalFromOutput, current, previous, keep, add, noise, draws, Optional.empty());
    }

    /** True if the step uses the clean prediction of the previous step. */
    public boolean secondOrder() {
        return previous != 0;
    }

    /**
     * The sample anew, now that the model has been asked about it: {@code start · start of the step before + current · original + before ·
     * original of the step before + earlier · original of the one before that}.
     */
    public record Correction(double start, double current, double before, double earlier) {}
}
