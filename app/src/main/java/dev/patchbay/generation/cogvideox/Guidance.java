package dev.patchbay.generation.cogvideox;

import java.math.BigDecimal;

/**
 * Classifier-free guidance over a run.
 *
 * @param scale how far to go from the negative prompt's prediction towards the prompt's
 * @param dynamic whether the scale follows a cosine over the steps
 * @param steps of the run
 */
public record Guidance(double scale, boolean dynamic, int steps) {

    /** True if the model has to be run for the negative prompt too. */
    public boolean needsNegativePrompt() {
        return scale > 1;
    }

    /**
     * The scale at a step; with dynamic guidance {@code 1 + scale · (1 − cos(π · ((steps − timestep) / steps)⁵)) / 2}, as diffusers has it.
     *
     * <p>The formula takes the training timestep where one expects the step number, so the argument of the cosine runs to 10¹², and the
     * last bit of the fifth power decides. It is therefore rounded once from the exact value, as the C library of a Python does.
     */
    public double at(int timestep) {
        if (!dynamic) {
            return scale;
        }
        double left = (steps - timestep) / (double) steps;
        double power = new BigDecimal(left).pow(5).doubleValue();
        return 1 + scale * ((1 - Math.cos(Math.PI * power)) / 2);
    }
}
