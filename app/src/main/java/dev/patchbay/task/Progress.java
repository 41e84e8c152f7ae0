package dev.patchbay.task;

import dev.patchbay.message.Message;

/** Told how far long work is. Called on the working thread. */
@FunctionalInterface
public interface Progress {

    Progress SILENT = (done, total, doing) -> {};

    /**
     * @param done units finished so far
     * @param total units in all; 0 while unknown
     * @param doing what happens now
     */
    void report(long done, long total, Message doing);
}
