package dev.patchbay.generation.wan.schedule;

import dev.patchbay.generation.torch.SchedulerStep;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps along the predicted velocity: {@code sample' = sample + (σ' − σ) · output}, written with the clean prediction {@code sample − σ ·
 * output}. The levels are those of diffusers: evenly spaced between the shifted ends of the training schedule, and then shifted once more.
 */
final class EulerSteps {

    private EulerSteps() {}

    static List<SchedulerStep> of(FlowConfig config, int steps) {
        double[] sigmas = sigmas(config, steps);
        List<SchedulerStep> list = new ArrayList<>(steps);
        for (int i = 0; i < steps; i++) {
            double keep = sigmas[i + 1] / sigmas[i];
            list.add(new SchedulerStep(sigmas[i] * config.trainTimesteps(), 1, sigmas[i], 1, 0, keep, 1 - keep, 0, 0));
        }
        return list;
    }

    /** Noise levels before each step and after the last. */
    static double[] sigmas(FlowConfig config, int steps) {
        double least = config.shifted(1.0 / config.trainTimesteps(), config.shift());
        double[] sigmas = new double[steps + 1];
        for (int i = 0; i < steps; i++) {
            double even = steps == 1 ? 1 : 1 - (1 - least) * i / (steps - 1);
            sigmas[i] = config.shifted(even, config.shift());
        }
        return sigmas;
    }
}
