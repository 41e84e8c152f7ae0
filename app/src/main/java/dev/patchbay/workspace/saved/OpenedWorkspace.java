package dev.patchbay.workspace.saved;

import dev.patchbay.workspace.WorkspaceState;
import java.util.List;
import java.util.Optional;

/**
 * A workspace with its files open.
 *
 * @param saved as it stands in the file
 * @param preview its settings of the place Preview, with model, parts and image where they were found
 * @param state without the missing files; the rules are there all the same
 */
public record OpenedWorkspace(SavedWorkspace saved, Optional<SavedPreview> preview, WorkspaceState state, List<MissingFile> missing) {

    public OpenedWorkspace {
        missing = List.copyOf(missing);
    }
}
