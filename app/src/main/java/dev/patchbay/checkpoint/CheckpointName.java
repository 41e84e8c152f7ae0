package dev.patchbay.checkpoint;

import java.nio.file.Path;

/**
 * The short name of a checkpoint: the last part of its path, or {@code org/name} if the path ends in a revision of a Hugging Face cache.
 * Uses the path alone and reads no file, so the UI thread may call it.
 */
public final class CheckpointName {

    private CheckpointName() {}

    /** {@code dance.pt}, {@code org/name}. */
    public static String of(Path path) {
        Path snapshots = path.getParent();
        Path folder = snapshots != null && snapshots.endsWith(HuggingFaceRepository.SNAPSHOTS) ? snapshots.getParent() : null;
        Path named = folder != null && isRepository(folder) ? folder : path;
        Path last = named.getFileName();
        return last == null ? named.toString() : isRepository(named) ? new HuggingFaceRepository(named).name() : last.toString();
    }

    private static boolean isRepository(Path folder) {
        return String.valueOf(folder.getFileName()).startsWith(HuggingFaceRepository.PREFIX);
    }
}
