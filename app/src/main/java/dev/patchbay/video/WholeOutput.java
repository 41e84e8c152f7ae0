package dev.patchbay.video;

import dev.patchbay.message.Message;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A target that is written whole or not at all: made under a temporary name beside it, renamed by {@link #commit}, removed by
 * {@link #close}.
 */
final class WholeOutput implements Closeable {

    private final Path target;
    private final Path temporary;
    private final boolean replace;

    private WholeOutput(Path target, boolean replace) {
        this.target = target;
        this.replace = replace;
        this.temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID().toString().substring(0, 8) + ".part");
    }

    static WholeOutput file(Path target, boolean overwrite) throws IOException {
        refuseFile(target, overwrite);
        makeParent(target);
        return new WholeOutput(target, overwrite);
    }

    static void refuseFile(Path target, boolean overwrite) throws ClipException {
        if (Files.isDirectory(target)) {
            throw new ClipException(Message.of("video.isFolder", target));
        }
        if (Files.exists(target) && !overwrite) {
            throw new ClipException(Message.of("video.exists", target));
        }
    }

    /**
     * A folder that is there already may be empty; one with frames of an earlier clip is replaced if asked for, one with anything
     * else never.
     */
    static WholeOutput folder(Path target, boolean overwrite) throws IOException {
        refuseFolder(target, overwrite);
        makeParent(target);
        return new WholeOutput(target, true);
    }

    static void refuseFolder(Path target, boolean overwrite) throws IOException {
        if (Files.isDirectory(target)) {
            List<Path> children = children(target);
            if (!children.stream().allMatch(FrameFolderEncoder::isFrame)) {
                throw new ClipException(Message.of("video.folderHoldsOthers", target));
            }
            if (!children.isEmpty() && !overwrite) {
                throw new ClipException(Message.of("video.exists", target));
            }
        } else if (Files.exists(target)) {
            throw new ClipException(Message.of("video.isFile", target));
        }
    }

    private static void makeParent(Path target) throws IOException {
        Path parent = target.getParent();
        if (parent == null) {
            throw new ClipException(Message.of("video.isFolder", target));
        }
        try {
            Files.createDirectories(parent);
        } catch (IOException e) {
            throw new ClipException(Message.of("video.noParent", target, parent), e);
        }
    }

    static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    Path temporary() {
        return temporary;
    }

    /** Gives the finished output its name. */
    void commit() throws IOException {
        if (Files.isDirectory(target)) {
            swapFolders();
        } else if (replace) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(temporary, target);
        }
    }

    /** A folder cannot be renamed onto a full one: the old one steps aside first and comes back if the new one cannot take its place. */
    private void swapFolders() throws IOException {
        Path aside = temporary.resolveSibling(temporary.getFileName() + ".old");
        Files.move(target, aside);
        try {
            Files.move(temporary, target);
        } catch (IOException e) {
            Files.move(aside, target);
            throw e;
        }
        delete(aside);
    }

    @Override
    public void close() throws IOException {
        delete(temporary);
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            for (Path child : children(path)) {
                Files.delete(child);
            }
        }
        Files.deleteIfExists(path);
    }
}
