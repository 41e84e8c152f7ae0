package dev.patchbay.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room on disks. */
public final class FreeSpace {

    private FreeSpace() {}

    /** Free bytes where a file or folder lies or will lie; 0 if there is no such disk. */
    public static long at(Path path) throws IOException {
        Path place = path.toAbsolutePath();
        while (!Files.exists(place)) {
            Path parent = place.getParent();
            if (parent == null) {
                return 0;
            }
            place = parent;
        }
        return Files.getFileStore(place).getUsableSpace();
    }
}
