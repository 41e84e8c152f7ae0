package dev.patchbay.workspace.place;

import java.nio.file.Path;

/**
 * A checkpoint found on this machine, not opened.
 *
 * @param name as its program shows it: {@code org/name}, or the path below ComfyUI's folder
 * @param path what to open: a file or a folder
 * @param bytes total size of its weight files
 */
public record CheckpointPlace(String name, PlaceKind kind, PlaceSource source, Path path, long bytes) {}
