package dev.patchbay.gpu;

import dev.patchbay.files.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Patchbay's own folder for the libraries. Downloads lie in {@code downloads}; libraries count only once their folder holds the file {@code
 * complete}, which is made last.
 *
 * @param root need not exist
 */
public record GpuFolder(Path root) {

    /** The libraries, if they are complete. */
    public Optional<InstalledLibraries> installed(GpuLibraries libraries) {
        if (!Files.exists(mark(libraries))) {
            return Optional.empty();
        }
        List<Path> jars = libraries.artifacts().stream()
                .filter(artifact -> artifact.unpack().isEmpty())
                .map(artifact -> jars(libraries).resolve(artifact.fileName()))
                .toList();
        return Optional.of(new InstalledLibraries(libraries, natives(libraries), jars));
    }

    /** Bytes on the disk, unfinished downloads included. */
    public long bytes() throws IOException {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        long bytes = 0;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** Removes everything. */
    public void remove() throws IOException {
        if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> marks = Files.walk(root, 2)) {
                for (Path mark : marks.filter(path -> path.endsWith("complete")).toList()) {
                    Files.delete(mark);
                }
            }
            FolderTree.delete(root);
        }
    }

    Path downloads() {
        return root.resolve("downloads");
    }

    Path home(GpuLibraries libraries) {
        return root.resolve(libraries.name());
    }

    Path natives(GpuLibraries libraries) {
        return home(libraries).resolve("lib");
    }

    Path jars(GpuLibraries libraries) {
        return home(libraries).resolve("jars");
    }

    Path mark(GpuLibraries libraries) {
        return home(libraries).resolve("complete");
    }
}
