package dev.patchbay.workspace.saved;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Opens the files that a workspace names. Blocks: to be called on background threads. */
public record WorkspaceOpening(BaseModels bases) {

    @FunctionalInterface
    private interface Opening<T> {

        T open() throws IOException;
    }

    /** @throws WorkspaceFileException if the file itself cannot be used; files that it names may be missing */
    public OpenedWorkspace open(Path file) throws IOException {
        return open(WorkspaceFile.read(file), Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    /** Opens work that a window has left. */
    public OpenedWorkspace open(KeptWork work) {
        return open(work.workspace(), Objects.requireNonNull(work.file().toAbsolutePath().getParent()));
    }

    /** @param folder that relative paths are relative to */
    private OpenedWorkspace open(SavedWorkspace saved, Path folder) {
        List<MissingFile> missing = new ArrayList<>();
        Optional<Checkpoint> adapter = saved.adapter()
                .flatMap(file -> tried(MissingFile.Role.ADAPTER, file, missing, () -> bases.opener().open(found(file, folder))));
        Optional<BaseModel> base = saved.base().flatMap(one -> {
            SavedFile named = one.file().orElse(new SavedFile(one.name(), ""));
            return tried(MissingFile.Role.BASE, named, missing, () -> one.file().isPresent()
                    ? bases.open(found(named, folder))
                    : bases.resolve(one.name()));
        });
        Optional<SavedPreview> preview = saved.preview().map(one -> one.map(file -> file.foundFrom(folder)));
        WorkspaceState state =
                new WorkspaceState(adapter, base, saved.rules(), saved.expectation(), saved.scale(), saved.reader());
        return new OpenedWorkspace(saved, preview, state, missing);
    }

    private static Path found(SavedFile file, Path folder) throws WorkspaceFileException {
        return file.find(folder).orElseThrow(() -> new WorkspaceFileException(Message.of("workspace.file.missing", file.path())));
    }

    private static <T> Optional<T> tried(MissingFile.Role role, SavedFile file, List<MissingFile> missing, Opening<T> opening) {
        try {
            return Optional.of(opening.open());
        } catch (ExplainedException e) {
            missing.add(new MissingFile(role, file, e.explanation()));
        } catch (IOException e) {
            missing.add(new MissingFile(role, file, Message.of("workspace.file.unreadable", file.path())));
        }
        return Optional.empty();
    }
}
