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
 * Looks through folders, with an allowance for all of them together: a home folder may hold millions of files. What cannot be read is
 * passed over; links are followed, but no folder is looked through twice.
 */
final class FolderWalk {

    private static final List<String> SUFFIXES = List.of(".safetensors", ".sft", ".pt", ".pth", ".bin", ".ckpt", ".gguf");

    private final Cancellation cancellation;
    private final Set<Path> seen = new HashSet<>();
    private int left;
    private boolean complete = true;

    /** @param allowance most entries of folders that are looked at */
    FolderWalk(Cancellation cancellation, int allowance) {
        this.cancellation = cancellation;
        this.left = allowance;
    }

    /** False once something was left out. */
    boolean isComplete() {
        return complete;
    }

    /** What lies in the folder, by name; nothing if there is no such folder. */
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
            // Another person's folder, or a drive that is gone: what was seen so far counts.
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

    /** Files of weights in the folder and {@code depth} folders below it, told by their suffix as ComfyUI does. */
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

    /** Bytes of these files together; those that vanished count nothing. */
    static long bytes(List<Path> files) {
        long bytes = 0;
        for (Path file : files) {
            try {
                bytes += Files.size(file);
            } catch (IOException e) {
                // Gone meanwhile.
            }
        }
        return bytes;
    }
}
