package dev.patchbay.generation.cogvideox.schedule;

import dev.patchbay.generation.torch.SchedulerStep;
import java.util.ArrayList;
import java.util.List;

/**
 * Stochastic second-order sampler: diffusers' {@code CogVideoXDPMScheduler} (SDE-DPM-Solver++ 2M) with v-prediction.
 *
 * <p>Every step draws noise once, a second-order step twice, because diffusers also computes the first-order result and discards it; the
 * same seed gives the same clip only if the number of draws is the same.
 *
 * @param schedule the noise schedule
 */
record DpmScheduler(NoiseSchedule schedule) implements Scheduler {

    @Override
    public List<SchedulerStep> steps(int steps) {
        List<SchedulerStep> list = new ArrayList<>(steps);
        int[] timesteps = schedule.timesteps(steps);
        int stride = schedule.trainTimesteps() / steps;
        for (int i = 0; i < timesteps.length; i++) {
            int next = timesteps[i] - stride;
            boolean secondOrder = i > 0 && next >= 0;
            list.add(step(timesteps[i], next, secondOrder ? timesteps[i - 1] : -1));
        }
        return list;
    }

    /** At both ends of the schedule half the log SNR is infinite; IEEE arithmetic then gives the right limits. */
    private SchedulerStep step(int timestep, int nextTimestep, int timestepBefore) {
        double alpha = schedule.alphaCumprod(timestep);
        double next = schedule.alphaCumprod(nextTimestep);
        double h = lambda(next) - lambda(alpha);
        double keep = Math.sqrt((1 - next) / (1 - alpha)) * Math.exp(-h);
        double add = -Math.expm1(-2 * h) * Math.sqrt(next);
        double noise = Math.sqrt(1 - next) * Math.sqrt(1 - Math.exp(-2 * h));
        double current = 1;
        double previous = 0;
        if (timestepBefore >= 0) {
            double ratio = (lambda(alpha) - lambda(schedule.alphaCumprod(timestepBefore))) / h;
            current = 1 + 1 / (2 * ratio);
            previous = 1 / (2 * ratio);
        }
        return new SchedulerStep(
                timestep, Math.sqrt(alpha), Math.sqrt(1 - alpha), current, previous, keep, add, noise, timestepBefore >= 0 ? 2 : 1);
    }

    /** Half the log of the signal-to-noise ratio. */
    private static double lambda(double alpha) {
        return Math.log(Math.sqrt(alpha / (1 - alpha)));
    }
}
