package dev.patchbay.workspace.place;

import java.nio.file.Path;

/**
 * A folder of ComfyUI that is looked through.
 *
 * @param category its name in ComfyUI: {@code loras}, {@code checkpoints}, …
 */
public record PlaceFolder(String category, Path path) {}
