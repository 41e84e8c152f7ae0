package dev.patchbay.cli.terminal;

import dev.patchbay.files.reading.RegularFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Peak memory of this process, native memory included. */
public final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private PeakMemory() {}

    /** Bytes; 0 on systems that do not report it (all but Linux). */
    public static long bytes() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try {
            return RegularFiles.text(STATUS).lines()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
