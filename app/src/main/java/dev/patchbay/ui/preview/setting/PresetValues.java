package dev.patchbay.ui.preview.setting;

/**
 * The settings that a {@link Preset} fills in.
 *
 * @param steps denoising steps
 * @param frames 4k + 1
 * @param height pixels
 * @param width pixels
 * @param guidance scale of classifier-free guidance
 * @param dynamicGuidance whether guidance grows over the steps
 * @param scheduler name of the sampler
 */
public record PresetValues(int steps, int frames, int height, int width, double guidance, boolean dynamicGuidance, String scheduler) {}
