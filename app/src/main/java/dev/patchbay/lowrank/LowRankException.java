package dev.patchbay.lowrank;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** A product that cannot be computed: one sentence with module and reason. */
public final class LowRankException extends ExplainedException {

    public LowRankException(Message explanation) {
        super(explanation);
    }
}
