package dev.patchbay.export.bake;

import java.nio.file.Path;

/**
 * The output of a bake with its measured errors.
 *
 * @param out the new file or folder
 * @param bytes of its tensors
 * @param tensors number of all tensors
 * @param changed how many of them differ from the base's
 * @param largestError largest ‖written − wanted‖ / ‖wanted‖ of a changed tensor, the rounding error
 * @param largestChangeError largest ‖(written − base) − ΔW‖ / ‖ΔW‖: the same rounding error relative to the adapters' change, which is much
 *     smaller than the weight
 */
public record BakeReport(Path out, long bytes, int tensors, int changed, double largestError, double largestChangeError) {}
