package dev.patchbay.ui.inspector;

import dev.patchbay.examination.Examination;
import dev.patchbay.message.Message;

/** How far the examination of the selected row has come. */
public sealed interface Look {

    /** Nothing is examined. */
    record Nothing() implements Look {}

    /**
     * Values are being read.
     *
     * @param done steps finished
     * @param total steps in all; 0 while unknown
     */
    record Running(long done, long total, Message doing) implements Look {}

    /** All is known. */
    record Done(Examination found) implements Look {}

    /** A person has stopped it. */
    record Stopped() implements Look {}

    /** The values cannot be read. */
    record Failed(Message why) implements Look {}
}
