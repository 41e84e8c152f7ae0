package dev.patchbay.mapping;

import dev.patchbay.message.Message;

/** A tensor to which a rule cannot be applied; one sentence. */
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
