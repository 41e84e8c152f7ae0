package dev.patchbay.ui.shell.document;

import dev.patchbay.settings.Settings;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.saved.SavedPreview;
import dev.patchbay.workspace.saved.Sessions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** A document whose other parts are plain values. */
public final class TestDocument {

    public static final SavedPreview PREVIEW = new SavedPreview(
            "", "", 42, true, 30, 49, 480, 720, 6, false, "", Optional.empty(), Map.of(), Optional.empty(), 1, true, List.of(),
            false, Map.of());

    private TestDocument() {}

    /** @param folder gets a folder of its own for each document */
    public static DocumentModel of(Workspace workspace, TaskExecutor executor, Path folder) {
        return in(workspace, executor, folder.resolve("state-" + UUID.randomUUID()));
    }

    /** @param state where sessions and recent files are kept */
    public static DocumentModel in(Workspace workspace, TaskExecutor executor, Path state) {
        AtomicReference<SavedPreview> preview = new AtomicReference<>(PREVIEW);
        DocumentParts parts = new DocumentParts(preview::get, preview::set, () -> true);
        return new DocumentModel(
                workspace, executor, new Sessions(state.resolve("sessions")), Settings.open(state.resolve("state.json")), parts,
                problem -> {
                    throw new AssertionError(problem);
                });
    }
}
