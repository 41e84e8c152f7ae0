package dev.patchbay.workspace.saved;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Work that an earlier window left.
 *
 * @param file where it is kept
 * @param document the workspace file that it belongs to; empty if it was never saved
 * @param closed whether the window was closed; false if it was killed or crashed
 * @param when it was written last
 */
public record KeptWork(Path file, SavedWorkspace workspace, Optional<Path> document, boolean closed, Instant when) {}
