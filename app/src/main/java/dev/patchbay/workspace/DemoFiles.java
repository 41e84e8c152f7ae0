package dev.patchbay.workspace;

import java.nio.file.Path;

/**
 * The shipped demo on the disk.
 *
 * @param pipeline a small CogVideoX, a diffusers pipeline folder
 * @param brokenAdapter the LoRA "trail" as SAT leaves it: names do not match, the scale is written nowhere
 * @param mislabelledAdapter the LoRA "outline" as a PEFT folder whose config claims twice the rank
 * @param prompt what both models were taught to show
 * @param seed that shows the difference well
 */
public record DemoFiles(Path pipeline, Path brokenAdapter, Path mislabelledAdapter, String prompt, long seed) {}
