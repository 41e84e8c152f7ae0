package dev.patchbay.workspace.saved;

import java.util.Map;
import java.util.Optional;

/**
 * The settings of the place Preview.
 *
 * @param seedLocked whether every run has the same seed
 * @param frames 4k + 1
 * @param height pixels
 * @param width pixels
 * @param scheduler name of the sampler; empty for the model's own
 * @param model folder or file that is played; empty if none was chosen
 * @param image that clips begin with
 * @param strength of the adapter
 * @param adapterOn whether the adapter is played
 * @param others what this version does not know
 */
public record SavedPreview(
        String prompt,
        String negativePrompt,
        long seed,
        boolean seedLocked,
        int steps,
        int frames,
        int height,
        int width,
        double guidance,
        boolean dynamicGuidance,
        String scheduler,
        Optional<SavedFile> model,
        Optional<SavedFile> image,
        double strength,
        boolean adapterOn,
        Map<String, Object> others) {

    public SavedPreview {
        others = Map.copyOf(others);
    }

    /** With an adapter's strength and switch. */
    public SavedPreview with(double otherStrength, boolean on) {
        return new SavedPreview(
                prompt, negativePrompt, seed, seedLocked, steps, frames, height, width, guidance, dynamicGuidance, scheduler, model, image,
                otherStrength, on, others);
    }

    /** With other places of model and image. */
    SavedPreview with(Optional<SavedFile> otherModel, Optional<SavedFile> otherImage) {
        return new SavedPreview(
                prompt, negativePrompt, seed, seedLocked, steps, frames, height, width, guidance, dynamicGuidance, scheduler, otherModel,
                otherImage, strength, adapterOn, others);
    }

    /** With what a version before or after this one has put there. */
    public SavedPreview with(Map<String, Object> more) {
        return new SavedPreview(
                prompt, negativePrompt, seed, seedLocked, steps, frames, height, width, guidance, dynamicGuidance, scheduler, model, image,
                strength, adapterOn, more);
    }
}
