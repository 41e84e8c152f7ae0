package dev.patchbay.generation;

import java.util.List;

/**
 * Everything that decides what a clip looks like. The same request on the same device gives the same clip.
 *
 * @param prompt what to show; longer than the model's limit is cut, as diffusers does
 * @param negativePrompt what to avoid, empty for nothing
 * @param seed of torch's CPU generator, on every device
 * @param steps denoising steps, 1 to 1000
 * @param frames frames that are asked for; a model takes certain numbers only, such as 4k + 1, and may make a few more
 * @param height pixels, a multiple of what the model's autoencoder and patches make of one token
 * @param width pixels, likewise
 * @param guidance classifier-free guidance scale; 1 or less runs without the negative prompt
 * @param dynamicGuidance guidance that grows over the steps, where the family has such a thing
 * @param scheduler the sampler, by one of the names in {@link Sampling}
 * @param adapters applied on top of each other, each with its strength
 */
public record GenerationRequest(
        String prompt,
        String negativePrompt,
        long seed,
        int steps,
        int frames,
        int height,
        int width,
        double guidance,
        boolean dynamicGuidance,
        String scheduler,
        List<AppliedAdapter> adapters) {

    public GenerationRequest {
        adapters = List.copyOf(adapters);
    }

    /** The same request with other adapters. */
    public GenerationRequest with(List<AppliedAdapter> others) {
        return new GenerationRequest(
                prompt, negativePrompt, seed, steps, frames, height, width, guidance, dynamicGuidance, scheduler, others);
    }
}
