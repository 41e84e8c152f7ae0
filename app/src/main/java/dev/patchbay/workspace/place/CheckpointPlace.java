package dev.patchbay.workspace.place;

import java.nio.file.Path;

/**
 * A checkpoint that was found, unopened.
 *
 * @param name as its program calls it: {@code org/name}, or the path below ComfyUI's folder
 * @param path what to open: a file or a folder
 * @param bytes size of its files of weights together
 */
public record CheckpointPlace(String name, PlaceKind kind, PlaceSource source, Path path, long bytes) {}
