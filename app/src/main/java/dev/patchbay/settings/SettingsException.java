package dev.patchbay.settings;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** A file that should hold settings, and does not. */
public final class SettingsException extends ExplainedException {

    SettingsException(Message explanation) {
        super(explanation);
    }

    SettingsException(Message explanation, Throwable cause) {
        super(explanation, cause);
    }
}
