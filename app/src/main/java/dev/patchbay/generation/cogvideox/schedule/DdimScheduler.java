package dev.patchbay.generation.cogvideox.schedule;

import dev.patchbay.generation.torch.SchedulerStep;
import java.util.ArrayList;
import java.util.List;

/**
 * Deterministic sampler: diffusers' {@code CogVideoXDDIMScheduler} with v-prediction.
 *
 * @param schedule the noise schedule
 */
record DdimScheduler(NoiseSchedule schedule) implements Scheduler {

    @Override
    public List<SchedulerStep> steps(int steps) {
        List<SchedulerStep> list = new ArrayList<>(steps);
        int stride = schedule.trainTimesteps() / steps;
        for (int timestep : schedule.timesteps(steps)) {
            double alpha = schedule.alphaCumprod(timestep);
            double next = schedule.alphaCumprod(timestep - stride);
            double keep = Math.sqrt((1 - next) / (1 - alpha));
            double add = Math.sqrt(next) - Math.sqrt(alpha) * keep;
            list.add(new SchedulerStep(timestep, Math.sqrt(alpha), Math.sqrt(1 - alpha), 1, 0, keep, add, 0, 0));
        }
        return list;
    }
}
