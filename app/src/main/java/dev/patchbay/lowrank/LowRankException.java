package dev.patchbay.lowrank;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** Says in one sentence why a product cannot be computed: module and reason. */
public final class LowRankException extends ExplainedException {

    public LowRankException(Message explanation) {
        super(explanation);
    }
}
