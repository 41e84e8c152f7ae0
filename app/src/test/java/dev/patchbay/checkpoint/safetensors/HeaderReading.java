package dev.patchbay.checkpoint.safetensors;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import java.nio.file.Path;

/** Reads a header from memory, for who tries very many. */
public final class HeaderReading {

    private HeaderReading() {}

    /** Checks the header of a file with so many bytes of data behind it. */
    public static void read(Path name, byte[] header, long dataBytes) throws CheckpointException {
        SafetensorsHeader read = new SafetensorsHeaderCodec(name, ReadLimits.DEFAULT).read(header);
        new SafetensorsRanges(name, dataBytes).check(read.entries());
    }
}
