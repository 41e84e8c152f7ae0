package dev.patchbay.ui.preview;

/**
 * The settings that a {@link Preset} decides.
 *
 * @param frames 4k + 1
 * @param height pixels
 * @param width pixels
 */
record PresetValues(int steps, int frames, int height, int width, double guidance, boolean dynamicGuidance, String scheduler) {}
