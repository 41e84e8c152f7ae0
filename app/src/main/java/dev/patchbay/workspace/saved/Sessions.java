package dev.patchbay.workspace.saved;

import dev.patchbay.files.HeldName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The sessions of all windows of a person, in one folder. Blocks: to be called on background threads.
 *
 * @param folder need not exist
 */
public record Sessions(Path folder) {

    /** Sessions that are kept; older ones are removed. */
    static final int MOST = 20;

    /** A new session; nothing is written until there is work. */
    public Session begin() throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(UUID.randomUUID() + WorkspaceFile.SUFFIX);
        return held(file).orElseThrow();
    }

    /** Goes on with work that is left over; empty if another window has taken it meanwhile, or removed it. */
    public Optional<Session> resume(KeptWork work) throws IOException {
        Optional<Session> session = held(work.file());
        if (session.isPresent() && !Files.exists(work.file())) {
            session.get().discard();
            return Optional.empty();
        }
        return session;
    }

    /** Work that no window has any more, newest first. A file that cannot be read is passed over and stays. */
    public List<KeptWork> left() throws IOException {
        List<KeptWork> left = new ArrayList<>();
        for (Path file : files()) {
            Optional<HeldName> name = HeldName.take(name(file));
            if (name.isPresent()) {
                try (HeldName taken = name.get()) {
                    left.add(Session.read(file));
                } catch (WorkspaceFileException | IllegalArgumentException unreadable) {
                    continue;
                }
            }
        }
        left.sort(Comparator.comparing(KeptWork::when).reversed());
        for (KeptWork old : left.subList(Math.min(MOST, left.size()), left.size())) {
            remove(old);
        }
        return List.copyOf(left.subList(0, Math.min(MOST, left.size())));
    }

    /** Removes work that is left over, unless another window has taken it. */
    public void remove(KeptWork work) throws IOException {
        Optional<Session> session = held(work.file());
        if (session.isPresent()) {
            session.get().discard();
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(WorkspaceFile::isNamedSo)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static Optional<Session> held(Path file) throws IOException {
        return HeldName.take(name(file)).map(name -> new Session(file, name));
    }

    private static Path name(Path file) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.substring(0, name.length() - WorkspaceFile.SUFFIX.length()));
    }
}
