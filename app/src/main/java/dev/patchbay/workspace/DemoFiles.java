package dev.patchbay.workspace;

import java.nio.file.Path;

/**
 * The shipped demo on disk.
 *
 * @param pipeline a small CogVideoX as a diffusers pipeline folder
 * @param brokenAdapter the LoRA "trail" as SAT saves it: names do not match, and the scale is not stored
 * @param mislabelledAdapter the LoRA "outline" as a PEFT folder whose config states twice the real rank
 * @param prompt the prompt both were trained on
 * @param seed with which the difference shows well
 */
public record DemoFiles(Path pipeline, Path brokenAdapter, Path mislabelledAdapter, String prompt, long seed) {}
