package dev.patchbay.generation;

import java.util.List;
import java.util.Optional;

/**
 * Everything that determines a clip. The same request on the same device gives the same clip.
 *
 * @param prompt truncated to the model's token limit, as diffusers does
 * @param negativePrompt empty for none
 * @param seed of torch's CPU generator, on every device
 * @param steps denoising steps, 1 to 1000
 * @param frames requested number; models support certain numbers only, such as 4k + 1, and may generate a few more
 * @param height pixels, a multiple of the VAE's compression times the transformer's patch size
 * @param width pixels, likewise
 * @param guidance classifier-free guidance scale; at 1 or less the negative prompt is not evaluated
 * @param dynamicGuidance whether guidance grows over the steps, if the family supports it
 * @param scheduler name of the sampler, one of those in {@link Sampling}
 * @param adapters applied together, each with its strength
 * @param image that the clip begins with, of any size, for models that take one
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
        List<AppliedAdapter> adapters,
        Optional<Pixels> image) {

    public GenerationRequest {
        adapters = List.copyOf(adapters);
    }

    /** A request without an image. */
    public GenerationRequest(
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
        this(
                prompt, negativePrompt, seed, steps, frames, height, width, guidance, dynamicGuidance, scheduler, adapters,
                Optional.empty());
    }

    /** The same request with an image. */
    public GenerationRequest from(Pixels image) {
        return new GenerationRequest(
                prompt, negativePrompt, seed, steps, frames, height, width, guidance, dynamicGuidance, scheduler, adapters,
                Optional.of(image));
    }

    /** The same request with other adapters. */
    public GenerationRequest with(List<AppliedAdapter> others) {
        return new GenerationRequest(
                prompt, negativePrompt, seed, steps, frames, height, width, guidance, dynamicGuidance, scheduler, others, image);
    }
}
