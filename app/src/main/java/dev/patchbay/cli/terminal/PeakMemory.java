package dev.patchbay.cli.terminal;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.task.BackgroundThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Peak of this process's private memory, native memory included. Pages of memory-mapped files are counted apart: the system takes them
 * back whenever others need memory. Linux keeps no peak of private memory, so it is asked ten times a second.
 */
public final class PeakMemory implements AutoCloseable {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern LINE = Pattern.compile("(?m)^(RssAnon|RssFile):\\s*(\\d+) kB$");
    private static final long INTERVAL = 100;

    private final AtomicLong ownPages = new AtomicLong();
    private final AtomicLong filePages = new AtomicLong();
    private final Thread watcher;

    /** Watches from now on. */
    public PeakMemory() {
        look();
        watcher = BackgroundThread.start("memory", this::watch);
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(INTERVAL);
                look();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Map<String, AtomicLong> peaks = Map.of("RssAnon", ownPages, "RssFile", filePages);
        Matcher line = LINE.matcher(status());
        while (line.find()) {
            long bytes = Long.parseLong(line.group(2)) * 1024;
            peaks.getOrDefault(line.group(1), new AtomicLong()).accumulateAndGet(bytes, Math::max);
        }
    }

    private static String status() {
        try {
            return RegularFiles.text(STATUS);
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** Most private bytes so far; 0 on systems that do not report them (all but Linux). */
    public long own() {
        look();
        return ownPages.get();
    }

    /** Most bytes of memory-mapped files so far, likewise. */
    public long mapped() {
        look();
        return filePages.get();
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
