package dev.patchbay.generation;

import dev.patchbay.message.Message;
import java.util.List;

/**
 * The samplers of a model.
 *
 * @param schedulers names of the samplers of its family, {@code ddim}
 * @param scheduler the one its scheduler folder names
 * @param guidance default scale of the family's pipeline in diffusers
 * @param suggested recommended settings for this model
 */
public record Sampling(List<String> schedulers, String scheduler, double guidance, Suggested suggested) {

    public Sampling {
        schedulers = List.copyOf(schedulers);
    }

    /**
     * The sampler of this name, ignoring case.
     *
     * @throws GenerationException if the family has none of this name
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
