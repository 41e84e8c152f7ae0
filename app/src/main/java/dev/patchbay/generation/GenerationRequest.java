package dev.patchbay.generation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
 * @param flow settings that only some models have
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
        Optional<Pixels> image,
        Flow flow) {

    public GenerationRequest {
        adapters = List.copyOf(adapters);
    }

    /**
     * Settings of models that follow a flow, some of which have an expert for high noise and one for low noise.
     *
     * @param lowNoiseGuidance scale of the expert for low noise; the same as the other's if empty
     * @param shift of the noise levels; the model's own if empty
     */
    public record Flow(OptionalDouble lowNoiseGuidance, OptionalDouble shift) {

        /** The model's own. */
        public static final Flow USUAL = new Flow(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** A request with the model's own flow. */
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
            List<AppliedAdapter> adapters,
            Optional<Pixels> image) {
        this(
                prompt, negativePrompt, seed, steps, frames, height, width, guidance, dynamicGuidance, scheduler, adapters, image,
                Flow.USUAL);
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
                Optional.of(image), flow);
    }

    /** The same request with other adapters. */
    public GenerationRequest with(List<AppliedAdapter> others) {
        return new GenerationRequest(
                prompt, negativePrompt, seed, steps, frames, height, width, guidance, dynamicGuidance, scheduler, others, image, flow);
    }

    /** The same request with other settings of a flow. */
    public GenerationRequest with(Flow other) {
        return new GenerationRequest(
                prompt, negativePrompt, seed, steps, frames, height, width, guidance, dynamicGuidance, scheduler, adapters, image, other);
    }
}
