package dev.patchbay.workspace.saved;

import dev.patchbay.workspace.WorkspaceState;
import java.util.List;

/**
 * A workspace with its files open.
 *
 * @param saved as it stands in the file
 * @param state without the missing files; the rules are there all the same
 */
public record OpenedWorkspace(SavedWorkspace saved, WorkspaceState state, List<MissingFile> missing) {

    public OpenedWorkspace {
        missing = List.copyOf(missing);
    }
}
