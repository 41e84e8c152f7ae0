package dev.patchbay.ui.patch.history;

import dev.patchbay.message.Message;

/**
 * A step of the history.
 *
 * @param position from 0, the oldest
 * @param label the change that led to it
 * @param when whether it is the current one, an earlier one, or one that was undone
 */
public record HistoryRow(int position, Message label, When when) {

    /** Where a step stands. */
    public enum When {
        BEFORE,
        NOW,
        UNDONE
    }
}
