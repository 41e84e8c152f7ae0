package dev.patchbay.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * Who may read and write a file that is replaced: the new file keeps its mode, and its group where the system lets us.
 *
 * @param replaced empty where no file is replaced, or the system has no such rights
 */
record FileRights(Optional<PosixFileAttributes> replaced) {

    /** Those of the file that is there. */
    static FileRights of(Path target) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        return new FileRights(view == null || !Files.isRegularFile(target) ? Optional.empty() : Optional.of(view.readAttributes()));
    }

    void give(Path file) throws IOException {
        if (replaced.isEmpty()) {
            return;
        }
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            view.setGroup(replaced.get().group());
        } catch (IOException notOurs) {
            // Only members of a group may give a file to it.
        }
        view.setPermissions(replaced.get().permissions());
    }
}
