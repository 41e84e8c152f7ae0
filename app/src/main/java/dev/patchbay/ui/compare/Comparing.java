package dev.patchbay.ui.compare;

import dev.patchbay.message.Message;

/** How far a comparison has come. */
public sealed interface Comparing {

    /** A file is missing. */
    record Nothing() implements Comparing {}

    /**
     * Files are being opened or read.
     *
     * @param total 0 while unknown
     */
    record Running(long done, long total, Message doing) implements Comparing {}

    /** All is known. */
    record Done(CompareResult result) implements Comparing {}

    /** A person has stopped it. */
    record Stopped() implements Comparing {}

    /** A file cannot be opened or read. */
    record Failed(Message why) implements Comparing {}
}
