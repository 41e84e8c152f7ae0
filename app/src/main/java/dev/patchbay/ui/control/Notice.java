package dev.patchbay.ui.control;

import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;

/** A message shown inside a view by a {@link NoticePane}, never in a dialog. */
public record Notice(Severity severity, Message message) {

    public static Notice error(Message message) {
        return new Notice(Severity.ERROR, message);
    }

    public static Notice warning(Message message) {
        return new Notice(Severity.WARNING, message);
    }

    public static Notice info(Message message) {
        return new Notice(Severity.INFO, message);
    }
}
