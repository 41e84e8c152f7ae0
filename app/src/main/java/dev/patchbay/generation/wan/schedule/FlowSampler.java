package dev.patchbay.generation.wan.schedule;

import dev.patchbay.generation.torch.SchedulerStep;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The two samplers of Wan, each a list of coefficients for a schedule and a number of steps. */
public enum FlowSampler {

    /** diffusers' {@code UniPCMultistepScheduler} of order 2 (bh2) on flow sigmas, which Wan is published with. */
    UNIPC {
        @Override
        public List<SchedulerStep> steps(FlowConfig config, int steps) {
            return UniPcSteps.of(config, steps);
        }
    },

    /** diffusers' {@code FlowMatchEulerDiscreteScheduler}, which distilled adapters are used with. */
    EULER {
        @Override
        public List<SchedulerStep> steps(FlowConfig config, int steps) {
            return EulerSteps.of(config, steps);
        }
    };

    /**
     * The steps of a run, in order.
     *
     * @param steps 1 to the number of training timesteps
     */
    public abstract List<SchedulerStep> steps(FlowConfig config, int steps);

    /** The name in requests: {@code unipc}, {@code euler}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(FlowSampler::id).toList();
    }

    /** The one of this name. @param id one of {@link #ids} */
    public static FlowSampler of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
