package dev.patchbay.ui.export;

import dev.patchbay.loader.Program;
import java.nio.file.Files;
import java.nio.file.Path;

/** Suggests names for new files. */
final class TargetNames {

    private TargetNames() {}

    /**
     * A path that does not exist yet: beside the source, or in {@code home} if that folder is read-only or lies in a hidden folder such
     * as a cache, where nobody would look for results.
     */
    static Path beside(Path source, Path home, Program program) {
        Path absolute = source.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        Path folder = parent != null && Files.isWritable(parent) && !isHidden(parent) ? parent : home;
        String name = String.valueOf(absolute.getFileName());
        int dot = Files.isDirectory(absolute) ? -1 : name.lastIndexOf('.');
        String stem = (dot > 0 ? name.substring(0, dot) : name) + "-" + program.word();
        Path target = folder.resolve(stem + program.loader().ending());
        for (int i = 2; Files.exists(target); i++) {
            target = folder.resolve(stem + "-" + i + program.loader().ending());
        }
        return target;
    }

    private static boolean isHidden(Path folder) {
        for (Path part : folder) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
