package dev.patchbay.generation.worker;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The end of what a process printed, for the sentence about its end. Thread-safe. */
final class OutputTail {

    private static final int KEPT = 4096;

    private final byte[] ring = new byte[KEPT];
    private long count;

    synchronized void add(byte next) {
        ring[(int) (count++ % KEPT)] = next;
    }

    /** What is kept, oldest first. */
    synchronized String text() {
        int length = (int) Math.min(count, KEPT);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((count - length + i) % KEPT)];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The last line with something on it. */
    Optional<String> lastLine() {
        return Arrays.stream(text().split("\\R")).map(String::strip).filter(line -> !line.isEmpty()).reduce((earlier, later) -> later);
    }
}
