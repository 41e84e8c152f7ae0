package dev.patchbay.workspace;

import dev.patchbay.message.Message;

/** How far the background read of the open adapter's values is. */
public sealed interface ValueReading {

    /** There is nothing to read: no adapter, no base, or names and shapes are still looked at. */
    record Nothing() implements ValueReading {}

    /**
     * Values are being read.
     *
     * @param done modules read so far
     * @param total modules in all; 0 while unknown
     */
    record Running(long done, long total) implements ValueReading {}

    /** Everything that values tell is in the analysis. */
    record Done() implements ValueReading {}

    /** A person stopped it. */
    record Stopped() implements ValueReading {}

    /** The values cannot be read. */
    record Failed(Message why) implements ValueReading {}
}
