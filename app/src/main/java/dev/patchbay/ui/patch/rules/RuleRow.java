package dev.patchbay.ui.patch.rules;

import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.message.Message;
import java.util.Optional;

/**
 * A rule of the list.
 *
 * @param position from 0
 * @param text the rule in one line, without its comment
 * @param hits number of tensors it applied to
 * @param problem why it could not be applied, or why it touches nothing
 */
public record RuleRow(int position, RuleEntry entry, String text, int hits, Optional<Message> problem) {

    /** The line as it is edited: the rule, and its comment behind a hash sign. */
    String line() {
        return entry.comment().isEmpty() ? text : text + RuleLineWithComment.SIGN + entry.comment();
    }
}
