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
}
