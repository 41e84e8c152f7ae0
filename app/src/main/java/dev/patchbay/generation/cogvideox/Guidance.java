package dev.patchbay.generation.cogvideox;

import java.math.BigDecimal;

/**
 * Classifier-free guidance over a run.
 *
 * @param scale factor of the difference between the predictions for prompt and negative prompt
 * @param dynamic whether the scale follows a cosine over the steps
 * @param steps of the run
 */
public record Guidance(double scale, boolean dynamic, int steps) {

    /** True if the model has to be evaluated for the negative prompt too. */
    public boolean needsNegativePrompt() {
        return scale > 1;
    }

    /**
     * The scale at a step; with dynamic guidance {@code 1 + scale · (1 − cos(π · ((steps − timestep) / steps)⁵)) / 2}, as in diffusers.
     *
     * <p>diffusers passes the training timestep where a step number would be expected, so the argument of the cosine reaches 10¹² and the
     * last bit of the fifth power decides the result. The power is therefore computed exactly and rounded once, as Python's C library
     * does.
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
