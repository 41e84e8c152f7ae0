package dev.patchbay.mapping;

import dev.patchbay.message.Message;

/** Says in one sentence why a rule cannot be applied to a tensor. */
final class Inapplicable extends Exception {

    private final transient Message explanation;

    Inapplicable(String key, Object... arguments) {
        super(key);
        this.explanation = Message.of(key, arguments);
    }

    Message explanation() {
        return explanation;
    }
}
