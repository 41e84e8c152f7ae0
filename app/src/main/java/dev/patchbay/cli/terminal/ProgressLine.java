package dev.patchbay.cli.terminal;

import dev.patchbay.message.Message;
import dev.patchbay.task.Progress;
import java.io.PrintWriter;

/** A progress line on standard error that is overwritten in place. */
public final class ProgressLine implements Progress, AutoCloseable {

    private static final int WIDTH = 78;

    private final PrintWriter err;
    private final boolean shown;
    private boolean dirty;

    public ProgressLine(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    @Override
    public void report(long done, long total, Message doing) {
        show(total > 0 ? doing.text() + " " + done + "/" + total : doing.text());
    }

    void show(String text) {
        if (shown) {
            String cut = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
            err.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
            err.flush();
            dirty = true;
        }
    }

    /** Clears the line, so that the next output starts at the left. */
    public void end() {
        if (dirty) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
            dirty = false;
        }
    }

    @Override
    public void close() {
        end();
    }
}
