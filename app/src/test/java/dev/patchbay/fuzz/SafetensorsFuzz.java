package dev.patchbay.fuzz;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.safetensors.HeaderReading;
import java.nio.file.Path;

/** A header, in memory, of a file with 64 bytes of data. */
public final class SafetensorsFuzz {

    private static final int DATA = 64;
    private static final Path NAME = Path.of("fuzz.safetensors");

    private SafetensorsFuzz() {}

    public static void fuzzerTestOneInput(byte[] header) {
        try {
            HeaderReading.read(NAME, header, DATA);
        } catch (CheckpointException e) {
            if (!e.getMessage().contains(NAME.toString())) {
                throw new AssertionError("the sentence names no file: " + e.getMessage(), e);
            }
        }
    }
}
