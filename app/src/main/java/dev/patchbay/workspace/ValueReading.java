package dev.patchbay.workspace;

import dev.patchbay.message.Message;

/** Progress of reading the open adapter's values in the background. */
public sealed interface ValueReading {

    /** Nothing to read: no adapter, no base, or names and shapes are still being checked. */
    record Nothing() implements ValueReading {}

    /**
     * Values are being read.
     *
     * @param done modules read so far
     * @param total modules in all; 0 while unknown
     */
    record Running(long done, long total) implements ValueReading {}

    /** All values are read and the findings are part of the analysis. */
    record Done() implements ValueReading {}

    /** Stopped by the user. */
    record Stopped() implements ValueReading {}

    /** The values could not be read. */
    record Failed(Message why) implements ValueReading {}
}
