package dev.patchbay.cli.input;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.message.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checkpoints that another program writes into a folder. One is whole once nothing of it has changed for a while and it can be opened: a
 * safetensors file says how long it is, an archive of torch has its list at the end. A file that is written again is new again.
 */
public final class DroppedFiles {

    private final CheckpointOpener opener;
    private final Path folder;
    private final long quiet;
    private final Map<Path, Seen> seen = new HashMap<>();

    /**
     * @param folder that is looked at
     * @param quiet nanoseconds for which nothing of a file may have changed
     */
    public DroppedFiles(CheckpointOpener opener, Path folder, long quiet) {
        this.opener = opener;
        this.folder = folder;
        this.quiet = quiet;
    }

    /** What changes when somebody writes. */
    private record Stamp(long bytes, long newest, int files) {}

    /** @param since nanoseconds at which it looked like this first */
    private record Seen(Stamp stamp, long since, boolean done, boolean told) {}

    /** A file that is not whole yet. @param reason why it cannot be opened */
    public record Waiting(Path file, String reason) {}

    /**
     * What has become whole since the last look, and what is waited for, each told once.
     *
     * @param now nanoseconds
     */
    public record Look(List<Path> whole, List<Waiting> waiting) {}

    /** @throws IOException if the folder cannot be listed */
    public Look look(long now) throws IOException {
        List<Path> whole = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>();
        for (Path file : new BatchInputs(opener).find(folder.toString())) {
            Optional<Stamp> stamp = stamp(file);
            if (stamp.isPresent()) {
                look(file, stamp.get(), now, whole, waiting);
            }
        }
        return new Look(whole, waiting);
    }

    private void look(Path file, Stamp stamp, long now, List<Path> whole, List<Waiting> waiting) {
        Seen before = seen.get(file);
        if (before == null || !before.stamp().equals(stamp)) {
            boolean told = before != null && before.told() && !before.done();
            seen.put(file, new Seen(stamp, now, false, told));
            return;
        }
        if (before.done() || now - before.since() < quiet) {
            return;
        }
        try (Checkpoint opened = opener.open(file)) {
            whole.add(opened.path());
            seen.put(file, new Seen(stamp, before.since(), true, true));
        } catch (IOException notYet) {
            if (!before.told()) {
                waiting.add(new Waiting(file, Reason.sentence(notYet).text()));
            }
            seen.put(file, new Seen(stamp, before.since(), false, true));
        }
    }

    /** Of a file, or of all files of a folder; empty if it is gone already. */
    private static Optional<Stamp> stamp(Path path) throws IOException {
        try {
            if (!Files.isDirectory(path)) {
                BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
                return Optional.of(new Stamp(file.size(), file.lastModifiedTime().toMillis(), 1));
            }
            Stamp sum = new Stamp(0, 0, 0);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path one : files) {
                    BasicFileAttributes file = Files.readAttributes(one, BasicFileAttributes.class);
                    long newest = Math.max(sum.newest(), file.lastModifiedTime().toMillis());
                    sum = new Stamp(sum.bytes() + file.size(), newest, sum.files() + 1);
                }
            }
            return Optional.of(sum);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }
}
