package dev.patchbay.ui.dialog;

import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.Optional;

/** Asks for files. An interface, since a headless machine has no native dialogs. */
public interface FileDialogs {

    /** A checkpoint file to open. */
    Optional<Path> openFile(Message title);

    /** A folder to open: a pipeline, a model, a training run. */
    Optional<Path> openFolder(Message title);

    /**
     * A file to write to; the native dialog asks before an existing file may be replaced.
     *
     * @param suggested initial folder and file name
     */
    Optional<Path> saveFile(Message title, Path suggested);
}
