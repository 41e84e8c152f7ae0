package dev.patchbay.generation.torch;

/**
 * One denoising step as plain numbers, so that the engine only multiplies and adds:
 *
 * <pre>
 * original  = originalFromSample · sample − originalFromOutput · output        (v-prediction)
 * direction = current · original − previous · original of the step before
 * sample'   = keep · sample + add · direction + noise · fresh noise
 * </pre>
 *
 * @param timestep training timestep that the model is told
 * @param originalFromSample √ᾱ
 * @param originalFromOutput √(1 − ᾱ)
 * @param current weight of this step's clean prediction
 * @param previous weight of the one before; 0 in a first-order step
 * @param keep weight of the sample
 * @param add weight of the direction
 * @param noise weight of fresh noise
 * @param draws how often noise of the sample's shape is drawn from the generator; the last draw is used
 */
public record SchedulerStep(
        int timestep,
        double originalFromSample,
        double originalFromOutput,
        double current,
        double previous,
        double keep,
        double add,
        double noise,
        int draws) {

    /** True if the step uses the clean prediction of the previous step. */
    public boolean secondOrder() {
        return previous != 0;
    }
}
