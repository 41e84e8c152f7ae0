package dev.patchbay.ui.dialog;

import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.Optional;

/** Asks for files. An interface, since a machine without a display has no such dialogs. */
public interface FileDialogs {

    /** A checkpoint file to open. */
    Optional<Path> openFile(Message title);

    /** A folder to open: a pipeline, a model, a training run. */
    Optional<Path> openFolder(Message title);

    /**
     * Where to write; the system asks before it lets a person replace a file.
     *
     * @param suggested folder and name that are offered
     */
    Optional<Path> saveFile(Message title, Path suggested);
}
