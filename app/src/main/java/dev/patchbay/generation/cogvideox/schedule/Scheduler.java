package dev.patchbay.generation.cogvideox.schedule;

import dev.patchbay.generation.torch.SchedulerStep;
import java.util.List;

/** A sampler as a list of coefficients; independent of tensors and devices. */
public sealed interface Scheduler permits DdimScheduler, DpmScheduler {

    /**
     * The steps of a run, in order.
     *
     * @param steps 1 to the number of training timesteps
     */
    List<SchedulerStep> steps(int steps);

    /** The sampler of this kind on a schedule. */
    static Scheduler of(SchedulerKind kind, NoiseSchedule schedule) {
        return switch (kind) {
            case DDIM -> new DdimScheduler(schedule);
            case DPM -> new DpmScheduler(schedule);
        };
    }
}
