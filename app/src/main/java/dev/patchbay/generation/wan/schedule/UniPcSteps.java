package dev.patchbay.generation.wan.schedule;

import dev.patchbay.generation.torch.SchedulerStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The predictor and corrector of UniPC ("UniPC: A Unified Predictor-Corrector Framework", arXiv 2302.04867) of order 2 with B₂(h) = eʰ − 1,
 * for clean predictions, as diffusers computes them: the first and the last step are of order 1, and each step but the first begins with a
 * correction of the order of the step before.
 */
final class UniPcSteps {

    private static final double BELOW_ONE = 1e-6;

    private final double[] sigmas;

    private UniPcSteps(double[] sigmas) {
        this.sigmas = sigmas;
    }

    static List<SchedulerStep> of(FlowConfig config, int steps) {
        double[] sigmas = sigmas(config, steps);
        UniPcSteps all = new UniPcSteps(sigmas);
        List<SchedulerStep> list = new ArrayList<>(steps);
        for (int i = 0; i < steps; i++) {
            // The model is told a whole number, cut off.
            double time = (long) (exact(config, steps, i) * config.trainTimesteps());
            list.add(all.step(i, steps, time));
        }
        return list;
    }

    /** Noise levels before each step and after the last; the solver has them in single precision. */
    static double[] sigmas(FlowConfig config, int steps) {
        double[] sigmas = new double[steps + 1];
        for (int i = 0; i < steps; i++) {
            sigmas[i] = (float) exact(config, steps, i);
        }
        return sigmas;
    }

    /** Evenly spaced levels from 1 down, the last of the training schedule left out, shifted; a little below 1, whose logarithm is none. */
    private static double exact(FlowConfig config, int steps, int index) {
        double even = 1 - (1 - 1.0 / config.trainTimesteps()) * (index / (double) steps);
        return Math.min(config.shifted(even, config.shift()), 1 - BELOW_ONE);
    }

    private static int order(int index, int steps) {
        return index > 0 && index < steps - 1 ? 2 : 1;
    }

    private SchedulerStep step(int i, int steps, double time) {
        double h = lambda(i + 1) - lambda(i);
        double current = 1;
        double previous = 0;
        if (order(i, steps) == 2) {
            double ratio = (lambda(i - 1) - lambda(i)) / h;
            current = 1 - 0.5 / ratio;
            previous = -0.5 / ratio;
        }
        Optional<SchedulerStep.Correction> correction = Optional.of(
                i == 0 ? new SchedulerStep.Correction(0, 0, 0, 0) : correction(i, order(i - 1, steps)));
        return new SchedulerStep(
                time, 1, sigmas[i], current, previous, sigmas[i + 1] / sigmas[i], -Math.expm1(-h) * (1 - sigmas[i + 1]), 0, 0, correction);
    }

    /** The same way as the step before, with the prediction at its end. */
    private SchedulerStep.Correction correction(int i, int order) {
        double h = lambda(i) - lambda(i - 1);
        double add = -Math.expm1(-h) * (1 - sigmas[i]);
        double atEnd = 0.5;
        double past = 0;
        if (order == 2) {
            double ratio = (lambda(i - 2) - lambda(i - 1)) / h;
            // Two equations: both weights add up to b₁, and weighed by their distances to b₂.
            double whole = Math.expm1(-h);
            double b1 = (whole / -h - 1) / whole;
            double b2 = 2 * ((whole / -h - 1) / -h - 0.5) / whole;
            double weight = (b2 - b1) / (ratio - 1);
            past = weight / ratio;
            atEnd = b1 - weight;
        }
        return new SchedulerStep.Correction(sigmas[i] / sigmas[i - 1], add * atEnd, add * (1 - past - atEnd), add * past);
    }

    /** Half the log of the signal-to-noise ratio; infinite at the end. */
    private double lambda(int index) {
        return Math.log(1 - sigmas[index]) - Math.log(sigmas[index]);
    }
}
