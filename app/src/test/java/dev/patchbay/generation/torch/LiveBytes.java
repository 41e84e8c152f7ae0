package dev.patchbay.generation.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bytes that are allocated in this process at the moment, counted by the C library itself (glibc's {@code mallinfo2}: blocks in use of all
 * arenas, and blocks with a mapping of their own). On a CPU all tensors are among them, those that live and die inside a kernel too, and
 * what matrix and convolution libraries take beside them. Java's compiler takes tens of megabytes for a while, so what was there before is
 * the least that was ever seen. A thread looks a thousand times a second, at the private pages of the process twenty times; peaks are kept
 * by phase.
 */
public final class LiveBytes implements AutoCloseable {

    private static final MemoryLayout FIELDS = MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG);
    private static final long MAPPED = 4L * Long.BYTES;
    private static final long IN_USE = 7L * Long.BYTES;
    private static final MethodHandle MALLINFO = find();

    private static final int LOOKS_FOR_ONE_AT_PAGES = 50;

    private final Map<String, Long> peaks = new ConcurrentHashMap<>();
    private final Map<String, Long> pages = new ConcurrentHashMap<>();
    private final Thread watcher;
    private long least = Long.MAX_VALUE;
    private volatile String phase = "start";

    /** Counts from what is allocated now. */
    public LiveBytes() {
        look();
        watcher = Thread.ofPlatform().daemon().name("live-bytes").start(this::watch);
    }

    private static MethodHandle find() {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("mallinfo2")
                .map(address -> linker.downcallHandle(address, FunctionDescriptor.of(MemoryLayout.structLayout(FIELDS))))
                .orElseThrow(() -> new UnsupportedOperationException("counts with glibc only"));
    }

    /** Allocated at this moment. */
    private static long now() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) MALLINFO.invokeExact((SegmentAllocator) arena);
            return info.get(ValueLayout.JAVA_LONG, MAPPED) + info.get(ValueLayout.JAVA_LONG, IN_USE);
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** Private memory of this process at this moment: pages that are no file's. */
    private static long privateBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void watch() {
        try {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                look();
                if (i % LOOKS_FOR_ONE_AT_PAGES == 0) {
                    pages.merge(phase, privateBytes(), Math::max);
                }
                Thread.sleep(1);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        long live = now();
        least = Math.min(least, live);
        peaks.merge(phase, live, Math::max);
    }

    /** What comes now belongs to this phase. */
    public synchronized void phase(String next) {
        look();
        phase = next;
        look();
    }

    /** Most bytes in a phase above those that were allocated before; 0 for a phase that there was not. */
    public synchronized long peak(String name) {
        return peaks.containsKey(name) ? peaks.get(name) - least : 0;
    }

    /** Most private memory of the whole process in a phase, pages that are no file's. */
    public long peakPages(String name) {
        return pages.getOrDefault(name, 0L);
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
