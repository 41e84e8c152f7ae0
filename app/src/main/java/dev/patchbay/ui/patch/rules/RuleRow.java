package dev.patchbay.ui.patch.rules;

import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.message.Message;
import java.util.Optional;

/**
 * A rule of the list.
 *
 * @param position from 0
 * @param text the rule in one line, as it can be edited
 * @param hits how many tensors it touched
 * @param problem what it cannot do
 */
public record RuleRow(int position, RuleEntry entry, String text, int hits, Optional<Message> problem) {}
