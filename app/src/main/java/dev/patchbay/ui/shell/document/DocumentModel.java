package dev.patchbay.ui.shell.document;

import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.message.Message;
import dev.patchbay.settings.Settings;
import dev.patchbay.task.Progress;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.saved.KeptWork;
import dev.patchbay.workspace.saved.MissingFile;
import dev.patchbay.workspace.saved.OpenedWorkspace;
import dev.patchbay.workspace.saved.RecentFile;
import dev.patchbay.workspace.saved.SavedBase;
import dev.patchbay.workspace.saved.SavedFile;
import dev.patchbay.workspace.saved.SavedPreview;
import dev.patchbay.workspace.saved.SavedWorkspace;
import dev.patchbay.workspace.saved.Session;
import dev.patchbay.workspace.saved.Sessions;
import dev.patchbay.workspace.saved.WorkspaceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The window's work as a document: its file, what is not saved, what is missing, and what was opened lately. */
public final class DocumentModel {

    private final Workspace workspace;
    private final TaskExecutor writing;
    private final Sessions sessions;
    private final SessionKeeper keeper;
    private final Settings state;
    private final DocumentParts parts;
    private final ReadOnlyObjectWrapper<Optional<Path>> file = new ReadOnlyObjectWrapper<>(this, "file", Optional.empty());
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper(this, "changed", false);
    private final ObservableList<MissingFile> missing = FXCollections.observableArrayList();
    private final ObservableList<RecentFile> recent = FXCollections.observableArrayList();
    private final ObservableList<KeptWork> left = FXCollections.observableArrayList();
    private Map<String, Object> others = Map.of();
    private Map<String, Object> previewOthers = Map.of();
    /** The work as it stands in the file. */
    private Optional<SavedWorkspace> standing = Optional.empty();
    private SavedWorkspace kept = SavedWorkspace.EMPTY;
    private boolean opening;
    /** Whether what was opened is still on its way into the other parts; what changes until then is no change of a person's. */
    private boolean arriving;

    /**
     * @param writing runs one task after the other
     * @param state where recent files are kept
     * @param onFailed told when work cannot be kept
     */
    public DocumentModel(
            Workspace workspace,
            TaskExecutor writing,
            Sessions sessions,
            Settings state,
            DocumentParts parts,
            Consumer<Exception> onFailed) {
        this.workspace = workspace;
        this.writing = writing;
        this.sessions = sessions;
        this.keeper = new SessionKeeper(sessions, writing, onFailed);
        this.state = state;
        this.parts = parts;
        this.recent.setAll(state.get(RecentFile.SETTING));
        this.kept = now();
        workspace.listen(this::follow);
    }

    /** The workspace file that the work belongs to; empty while it belongs to none. */
    public ReadOnlyObjectProperty<Optional<Path>> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /** Whether there is work that is not in its file: closing the window would lose it from there. */
    public ReadOnlyBooleanProperty changedProperty() {
        return changed.getReadOnlyProperty();
    }

    /** Files of the workspace that could not be opened. */
    public ObservableList<MissingFile> missing() {
        return missing;
    }

    /** Newest first. */
    public ObservableList<RecentFile> recent() {
        return recent;
    }

    /** Work that earlier windows left, newest first. */
    public ObservableList<KeptWork> left() {
        return left;
    }

    /** What the window keeps from one start to the next. */
    public Settings state() {
        return state;
    }

    /** To be called after changes of the other parts; those of the workspace are followed. */
    public void follow() {
        if (opening) {
            return;
        }
        missing.removeIf(one -> isThere(one.role()));
        SavedWorkspace now = now();
        if (arriving) {
            standing = standing.map(before -> now);
            arriving = !parts.arrived().getAsBoolean();
        }
        changed.set(file.get().isPresent() && !standing.equals(Optional.of(now)));
        if (!now.equals(kept)) {
            kept = now;
            keeper.keep(now, file.get());
        }
    }

    private boolean isThere(MissingFile.Role role) {
        return switch (role) {
            case ADAPTER -> workspace.state().checkpoint().isPresent();
            case BASE -> workspace.state().base().isPresent();
        };
    }

    /** All that a file would hold. Places of missing files are kept. */
    SavedWorkspace now() {
        SavedWorkspace open = SavedWorkspace.of(workspace.state());
        Optional<SavedFile> adapter = open.adapter().or(() -> place(MissingFile.Role.ADAPTER));
        Optional<SavedBase> base = open.base()
                .or(() -> place(MissingFile.Role.BASE).map(one -> new SavedBase(one.name(), Optional.of(one))));
        return open.withFiles(adapter, base)
                .with(parts.preview().get().with(previewOthers))
                .withOthers(others);
    }

    private Optional<SavedFile> place(MissingFile.Role role) {
        return missing.stream().filter(one -> one.role() == role).map(MissingFile::file).findFirst();
    }

    /** Shows a workspace that was read from a file. Work that was in the window before is left for later if it is in no file. */
    public void open(OpenedWorkspace opened, Path from) {
        leave();
        show(opened, Optional.of(from));
        standing = Optional.of(now());
        remember(from, RecentFile.Kind.WORKSPACE);
        follow();
    }

    /** Goes on with work that an earlier window left. */
    public void resume(OpenedWorkspace opened, KeptWork work, Session session) {
        leave();
        keeper.resume(session);
        show(opened, work.document());
        standing = Optional.empty();
        left.remove(work);
        follow();
    }

    private void show(OpenedWorkspace opened, Optional<Path> document) {
        opening = true;
        file.set(document);
        arriving = true;
        others = opened.saved().others();
        previewOthers = opened.saved().preview().map(SavedPreview::others).orElse(Map.of());
        missing.setAll(opened.missing());
        Message label = Message.of("ui.step.workspace", document.map(CheckpointName::of).orElse(""));
        workspace.open(document.isPresent() ? label : Message.of("ui.step.resumed"), opened.state());
        opened.preview().ifPresent(parts.usePreview());
        opening = false;
    }

    /** To be called before other work takes the place of this one: what is in no file is left for a later start. */
    public void leave() {
        SavedWorkspace now = now();
        kept = SavedWorkspace.EMPTY;
        if (isUnsaved(now)) {
            keeper.leave(now, file.get());
            refreshLeft(found -> {});
        } else {
            keeper.discard();
        }
    }

    /** Work that would be lost with the session. */
    private boolean isUnsaved(SavedWorkspace now) {
        return file.get().isPresent() ? !standing.equals(Optional.of(now)) : now.hasWork();
    }

    /** Takes up a file of the workspace that could not be opened; the workspace goes without it. */
    public void letGo(MissingFile one) {
        missing.remove(one);
        follow();
    }

    /** Writes the work into a file, which is the document from then on. */
    public void save(Path target, Runnable onDone, Consumer<Exception> onFailed) {
        SavedWorkspace now = now();
        writing.submit((progress, cancellation) -> {
            WorkspaceFile.write(now, target);
            return true;
        }, Progress.SILENT, written -> {
            file.set(Optional.of(target));
            standing = Optional.of(now);
            remember(target, RecentFile.Kind.WORKSPACE);
            kept = SavedWorkspace.EMPTY; // the session has to learn which file it belongs to
            follow();
            onDone.run();
        }, onFailed::accept);
    }

    /** Puts a file at the head of the recent ones. */
    public void remember(Path opened, RecentFile.Kind kind) {
        if (!state.get(RecentFile.KEPT)) {
            return;
        }
        List<RecentFile> files = RecentFile.with(state.get(RecentFile.SETTING), new RecentFile(opened.toAbsolutePath(), kind));
        state.set(RecentFile.SETTING, files);
        recent.setAll(files);
    }

    /** Takes a file off the list of recent ones. */
    public void forget(RecentFile one) {
        List<RecentFile> files = state.get(RecentFile.SETTING).stream().filter(other -> !other.equals(one)).toList();
        state.set(RecentFile.SETTING, files);
        recent.setAll(files);
    }

    /** Empties the list of recent files. */
    public void forgetAll() {
        state.set(RecentFile.SETTING, List.of());
        recent.clear();
    }

    /** Removes work that an earlier window left. */
    public void forget(KeptWork one) {
        left.remove(one);
        writing.submit((progress, cancellation) -> {
            sessions.remove(one);
            return true;
        }, Progress.SILENT, done -> {}, problem -> {});
    }

    /** Looks for work that earlier windows left. */
    public void refreshLeft(Consumer<List<KeptWork>> onFound) {
        writing.submit((progress, cancellation) -> sessions.left(), Progress.SILENT, found -> {
            left.setAll(found);
            onFound.accept(found);
        }, problem -> {});
    }

    /** Takes a session that was left over for this window; empty if another one has it. To be called in the background. */
    public Optional<Session> take(KeptWork work) throws IOException {
        return sessions.resume(work);
    }

    /** Ends the session when the window closes. */
    public void close() throws IOException {
        SavedWorkspace now = now();
        keeper.close(now, file.get(), isUnsaved(now));
    }

    /** The work shall not be kept: a person said so. */
    public void drop() {
        standing = Optional.of(now());
        changed.set(false);
    }
}
