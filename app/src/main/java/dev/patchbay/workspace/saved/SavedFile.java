package dev.patchbay.workspace.saved;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file or folder that a workspace names. Kept as text, since it may be a path of another system.
 *
 * @param path absolute
 * @param relative to the folder of the workspace file, with {@code /}; empty if there is no way from there
 */
public record SavedFile(String path, String relative) {

    /** Without a place that it is relative to. */
    public static SavedFile of(Path path) {
        return new SavedFile(path.toAbsolutePath().normalize().toString(), "");
    }

    /** The same, as it is reached from a folder. */
    SavedFile from(Path folder) {
        try {
            Path way = folder.toAbsolutePath().normalize().relativize(Path.of(path));
            return new SavedFile(path, way.toString().replace(way.getFileSystem().getSeparator(), "/"));
        } catch (IllegalArgumentException anotherDriveOrSystem) {
            return new SavedFile(path, relative);
        }
    }

    /** Where it lies: beside the workspace file if it is there, so that a folder can be moved as a whole, else where it was. */
    Optional<Path> find(Path folder) {
        return Stream.of(path(relative).map(folder::resolve).map(Path::normalize), path(path))
                .flatMap(Optional::stream)
                .filter(Files::exists)
                .findFirst();
    }

    /** The absolute path, where it is one of this system. */
    public Optional<Path> asPath() {
        return path(path);
    }

    /** Itself as it was found from a folder, or as it is where nothing was. */
    SavedFile foundFrom(Path folder) {
        return find(folder).map(SavedFile::of).orElse(this);
    }

    /** Its last name, for display. */
    public String name() {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
