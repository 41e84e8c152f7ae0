package dev.patchbay.workspace.saved;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** A file that should hold a workspace, and does not. */
public final class WorkspaceFileException extends ExplainedException {

    WorkspaceFileException(Message explanation) {
        super(explanation);
    }

    WorkspaceFileException(Message explanation, Throwable cause) {
        super(explanation, cause);
    }
}
