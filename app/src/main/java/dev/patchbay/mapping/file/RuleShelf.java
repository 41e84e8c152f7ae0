package dev.patchbay.mapping.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A person's folder of rule files, read again whenever a file was added, changed or removed, since they may be edited while the window is
 * open. Thread-safe.
 */
public final class RuleShelf implements Supplier<RuleFolder> {

    private final Supplier<Path> place;
    private Path folder;
    private Map<Path, Stamp> stamps = Map.of();
    private RuleFolder newest = RuleFolder.NONE;

    /** @param folder need not exist */
    public RuleShelf(Path folder) {
        this(() -> folder);
    }

    /** @param place asked each time, since a person may choose another folder; it need not exist */
    public RuleShelf(Supplier<Path> place) {
        this.place = place;
        this.folder = place.get();
    }

    /** Changes whenever the file does. */
    private record Stamp(FileTime changed, long size) {}

    @Override
    public synchronized RuleFolder get() {
        Path chosen = place.get();
        boolean moved = !chosen.equals(folder);
        folder = chosen;
        Map<Path, Stamp> now = stamps();
        if (moved || !now.equals(stamps)) {
            newest = RuleFolder.read(folder);
            stamps = now;
        }
        return newest;
    }

    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> now = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return now;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                if (now.size() > RuleFolder.MOST_FILES) {
                    break;
                }
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                now.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
            }
        } catch (IOException | DirectoryIteratorException vanishing) {
            // A stamp that is always new, so that the folder is read, which reports the file.
            now.put(folder, new Stamp(FileTime.fromMillis(System.currentTimeMillis()), 0));
        }
        return now;
    }
}
