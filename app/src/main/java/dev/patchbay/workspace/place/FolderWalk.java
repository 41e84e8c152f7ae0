package dev.patchbay.workspace.place;

import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Searches folders with a limit on the total number of entries, since a home folder may hold millions of files. Unreadable folders are
 * skipped; links are followed, but no folder is visited twice.
 */
final class FolderWalk {

    private static final List<String> SUFFIXES = List.of(".safetensors", ".sft", ".pt", ".pth", ".bin", ".ckpt", ".gguf");

    private final Cancellation cancellation;
    private final Set<Path> seen = new HashSet<>();
    private int left;
    private boolean complete = true;

    /** @param allowance greatest number of folder entries to look at */
    FolderWalk(Cancellation cancellation, int allowance) {
        this.cancellation = cancellation;
        this.left = allowance;
    }

    /** False once the limit was reached and something was left out. */
    boolean isComplete() {
        return complete;
    }

    /** The entries of the folder, sorted by name; empty if there is no such folder. */
    List<Path> list(Path folder) {
        List<Path> entries = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return entries;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Iterator<Path> each = all.iterator(); each.hasNext() && goesOn(); ) {
                entries.add(each.next());
            }
        } catch (IOException | UncheckedIOException e) {
            // No permission, or a drive that was removed: keep what was found so far.
        }
        entries.sort(null);
        return entries;
    }

    private boolean goesOn() {
        if (cancellation.isCancelled()) {
            throw new CancellationException();
        }
        complete &= left > 0;
        return left-- > 0;
    }

    /** Weight files in the folder and up to {@code depth} levels below it, recognised by suffix as in ComfyUI. */
    List<Path> weights(Path folder, int depth) {
        List<Path> files = new ArrayList<>();
        collect(folder, depth, files);
        return files;
    }

    private void collect(Path folder, int depth, List<Path> files) {
        if (!isNew(folder)) {
            return;
        }
        for (Path entry : list(folder)) {
            if (hasSuffix(entry) && Files.isRegularFile(entry)) {
                files.add(entry);
            } else if (depth > 0 && Files.isDirectory(entry)) {
                collect(entry, depth - 1, files);
            }
        }
    }

    private boolean isNew(Path folder) {
        try {
            return seen.add(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasSuffix(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return SUFFIXES.stream().anyMatch(name::endsWith);
    }

    /** Total size of these files; files that no longer exist count 0. */
    static long bytes(List<Path> files) {
        long bytes = 0;
        for (Path file : files) {
            try {
                bytes += Files.size(file);
            } catch (IOException e) {
                // Deleted since it was listed.
            }
        }
        return bytes;
    }
}
