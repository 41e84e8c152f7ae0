package dev.patchbay.checkpoint.remote;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** There is no such file, or one needs permission to know; the Hub does not tell these apart. */
final class MissingRemoteException extends ExplainedException {

    private static final long serialVersionUID = 1L;

    MissingRemoteException(Message explanation) {
        super(explanation);
    }
}
