package dev.patchbay.ui.control;

import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import java.util.List;

/**
 * A message shown inside a view by a {@link NoticePane}, never in a dialog.
 *
 * @param actions what a person may want to do next, in the order of their buttons
 */
public record Notice(Severity severity, Message message, List<NoticeAction> actions) {

    public Notice {
        actions = List.copyOf(actions);
    }

    public Notice(Severity severity, Message message) {
        this(severity, message, List.of());
    }

    /** The same with a button for each action. */
    public Notice with(NoticeAction... offered) {
        return new Notice(severity, message, List.of(offered));
    }

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
