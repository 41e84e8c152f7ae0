package dev.patchbay.workspace.place;

import java.nio.file.Path;

/**
 * A model folder of ComfyUI.
 *
 * @param category its name in ComfyUI: {@code loras}, {@code checkpoints}, …
 */
public record PlaceFolder(String category, Path path) {}
