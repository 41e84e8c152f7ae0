package dev.patchbay.ui.shell.document;

import dev.patchbay.task.Progress;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.workspace.saved.SavedWorkspace;
import dev.patchbay.workspace.saved.Session;
import dev.patchbay.workspace.saved.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the window's work into its session, in the background: always the newest, however fast it changes. */
final class SessionKeeper {

    private final Sessions sessions;
    private final TaskExecutor executor;
    private final Consumer<Exception> onFailed;
    private final AtomicReference<@Nullable Work> newest = new AtomicReference<>();
    private @Nullable Session session;

    /** @param executor runs one task after the other */
    SessionKeeper(Sessions sessions, TaskExecutor executor, Consumer<Exception> onFailed) {
        this.sessions = sessions;
        this.executor = executor;
        this.onFailed = onFailed;
    }

    private record Work(SavedWorkspace workspace, Optional<Path> document) {}

    /** Keeps the work; returns at once. */
    void keep(SavedWorkspace workspace, Optional<Path> document) {
        if (newest.getAndSet(new Work(workspace, document)) == null) {
            run(this::write);
        }
    }

    /** Leaves the work for a later start and begins a new session with the next {@link #keep}. */
    void leave(SavedWorkspace workspace, Optional<Path> document) {
        run(() -> end(workspace, document, true));
    }

    /** Forgets the work: it is in a file, or there is none. */
    void discard() {
        run(() -> end(SavedWorkspace.EMPTY, Optional.empty(), false));
    }

    /** Goes on in a session that was left over. */
    synchronized void resume(Session other) {
        session = other;
    }

    /** Ends the session before the program does; waits for what is being written. */
    void close(SavedWorkspace workspace, Optional<Path> document, boolean keeps) throws IOException {
        newest.set(null);
        end(workspace, document, keeps);
    }

    private synchronized void write() throws IOException {
        Work work = newest.getAndSet(null);
        if (work != null) {
            open().keep(work.workspace(), work.document());
        }
    }

    private synchronized void end(SavedWorkspace workspace, Optional<Path> document, boolean keeps) throws IOException {
        if (keeps) {
            open().close(workspace, document);
        } else if (session != null) {
            session.discard();
        }
        session = null;
    }

    private Session open() throws IOException {
        Session present = session == null ? sessions.begin() : session;
        session = present;
        return present;
    }

    private void run(Writing writing) {
        executor.submit((progress, cancellation) -> {
            writing.run();
            return true;
        }, Progress.SILENT, done -> {}, onFailed::accept);
    }

    @FunctionalInterface
    private interface Writing {

        void run() throws IOException;
    }
}
