package dev.patchbay.ui.control;

import dev.patchbay.message.Message;

/** A button of a {@link Notice}. */
public record NoticeAction(Message label, Runnable run) {}
