package dev.patchbay.export.bake;

import java.nio.file.Path;

/**
 * What was baked and proven.
 *
 * @param out the new file or folder
 * @param bytes of its tensors
 * @param tensors in all
 * @param changed how many of them differ from the base's
 * @param largestError largest ‖written − wanted‖ / ‖wanted‖ of a changed tensor: what rounding to its type costs
 * @param largestChangeError largest ‖(written − base) − ΔW‖ / ‖ΔW‖: what rounding costs of the adapters' share, which is small against the
 *     weight
 */
public record BakeReport(Path out, long bytes, int tensors, int changed, double largestError, double largestChangeError) {}
