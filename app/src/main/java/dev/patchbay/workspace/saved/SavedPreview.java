package dev.patchbay.workspace.saved;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The settings of the place Preview.
 *
 * @param seedLocked whether every run has the same seed
 * @param frames 4k + 1
 * @param height pixels
 * @param width pixels
 * @param scheduler name of the sampler; empty for the model's own
 * @param model folder or file that is played; empty if none was chosen
 * @param parts the other files of a model of single files, by what they are for: {@code text_encoder}, {@code vae}, {@code tokenizer}
 * @param image that clips begin with
 * @param strength of the adapter
 * @param adapterOn whether the adapter is played
 * @param adapters played beside that of the workspace
 * @param cropped whether the image is cropped to the clip's size and not stretched
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
        Map<String, SavedFile> parts,
        Optional<SavedFile> image,
        double strength,
        boolean adapterOn,
        List<SavedAdapter> adapters,
        boolean cropped,
        Map<String, Object> others) {

    public SavedPreview {
        parts = Map.copyOf(parts);
        adapters = List.copyOf(adapters);
        others = Map.copyOf(others);
    }

    /** With an adapter's strength and switch. */
    public SavedPreview with(double otherStrength, boolean on) {
        return new SavedPreview(
                prompt, negativePrompt, seed, seedLocked, steps, frames, height, width, guidance, dynamicGuidance, scheduler, model, parts,
                image, otherStrength, on, adapters, cropped, others);
    }

    /** With these adapters beside that of the workspace. */
    public SavedPreview with(List<SavedAdapter> more) {
        return new SavedPreview(
                prompt, negativePrompt, seed, seedLocked, steps, frames, height, width, guidance, dynamicGuidance, scheduler, model, parts,
                image, strength, adapterOn, more, cropped, others);
    }

    /** With every file in another place. */
    SavedPreview map(UnaryOperator<SavedFile> change) {
        Map<String, SavedFile> moved = new HashMap<>(parts);
        moved.replaceAll((part, file) -> change.apply(file));
        return new SavedPreview(
                prompt, negativePrompt, seed, seedLocked, steps, frames, height, width, guidance, dynamicGuidance, scheduler,
                model.map(change), moved, image.map(change), strength, adapterOn,
                adapters.stream().map(one -> new SavedAdapter(change.apply(one.file()), one.strength(), one.on())).toList(), cropped,
                others);
    }

    /** With what a version before or after this one has put there. */
    public SavedPreview with(Map<String, Object> more) {
        return new SavedPreview(
                prompt, negativePrompt, seed, seedLocked, steps, frames, height, width, guidance, dynamicGuidance, scheduler, model, parts,
                image, strength, adapterOn, adapters, cropped, more);
    }
}
