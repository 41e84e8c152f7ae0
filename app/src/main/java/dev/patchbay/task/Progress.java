package dev.patchbay.task;

import dev.patchbay.message.Message;

/** Receives the progress of long work, on the working thread. */
@FunctionalInterface
public interface Progress {

    Progress SILENT = (done, total, doing) -> {};

    /**
     * @param done units finished so far
     * @param total units in all; 0 while unknown
     * @param doing current activity
     */
    void report(long done, long total, Message doing);
}
