package dev.patchbay.generation;

import dev.patchbay.message.Message;
import java.util.List;

/**
 * How a model can be sampled.
 *
 * @param schedulers names of the samplers that its family has, {@code ddim}
 * @param scheduler the one its scheduler folder names
 * @param guidance the default of the family's pipeline in diffusers
 * @param suggested what suits this model best
 */
public record Sampling(List<String> schedulers, String scheduler, double guidance, Suggested suggested) {

    public Sampling {
        schedulers = List.copyOf(schedulers);
    }

    /**
     * The family's sampler of this name, upper or lower case.
     *
     * @throws GenerationException if it has none
     */
    public String named(String scheduler) throws GenerationException {
        return schedulers.stream()
                .filter(scheduler::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new GenerationException(Message.of("generation.scheduler", scheduler, String.join(", ", schedulers))));
    }

    /**
     * Settings that presets fill in.
     *
     * @param dynamicGuidance as in {@link GenerationRequest}
     */
    public record Suggested(String scheduler, double guidance, boolean dynamicGuidance) {}
}
