package dev.patchbay.workspace.saved;

import dev.patchbay.files.HeldName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The work of one window as a file of its own, written while it goes on. As long as the window lives it has the name for itself; a file
 * whose name nobody has is left over: from a window that was killed, or from one that was closed with work in no file of a person's.
 */
public final class Session {

    private static final String KEY = "session";
    private static final String DOCUMENT = "document";
    private static final String CLOSED = "closed";

    private final Path file;
    private final HeldName name;

    Session(Path file, HeldName name) {
        this.file = file;
        this.name = name;
    }

    /**
     * Writes the work.
     *
     * @param document the workspace file that it belongs to
     */
    public void keep(SavedWorkspace workspace, Optional<Path> document) throws IOException {
        write(workspace, document, false);
    }

    private void write(SavedWorkspace workspace, Optional<Path> document, boolean closed) throws IOException {
        Map<String, Object> others = new HashMap<>(workspace.others());
        Map<String, Object> about = new HashMap<>(Map.of(CLOSED, closed));
        document.ifPresent(path -> about.put(DOCUMENT, path.toAbsolutePath().toString()));
        others.put(KEY, about);
        Files.createDirectories(file.toAbsolutePath().getParent());
        WorkspaceFile.write(workspace.withOthers(others), file);
    }

    /** Ends the session and keeps its work for the next start, to be offered there. */
    public void close(SavedWorkspace workspace, Optional<Path> document) throws IOException {
        write(workspace, document, true);
        name.close();
    }

    /** Ends the session; its work is in a file of a person's, or there is none. */
    public void discard() throws IOException {
        Files.deleteIfExists(file);
        name.close();
    }

    /** Where the work is kept. */
    public Path file() {
        return file;
    }

    /** The work of a session that is left over, without what the session added. */
    static KeptWork read(Path file) throws IOException {
        SavedWorkspace workspace = WorkspaceFile.read(file);
        Map<String, Object> others = new HashMap<>(workspace.others());
        Map<?, ?> about = others.remove(KEY) instanceof Map<?, ?> map ? map : Map.of();
        Optional<Path> document = about.get(DOCUMENT) instanceof String path ? Optional.of(Path.of(path)) : Optional.empty();
        boolean closed = Boolean.TRUE.equals(about.get(CLOSED));
        return new KeptWork(file, workspace.withOthers(others), document, closed, Files.getLastModifiedTime(file).toInstant());
    }
}
