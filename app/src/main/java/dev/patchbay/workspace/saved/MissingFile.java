package dev.patchbay.workspace.saved;

import dev.patchbay.message.Message;

/**
 * A file of a workspace that could not be opened.
 *
 * @param reason nothing is there, or what is there is broken
 */
public record MissingFile(Role role, SavedFile file, Message reason) {

    /** What it is in the workspace. */
    public enum Role {
        ADAPTER,
        BASE
    }
}
