package dev.patchbay.ui.dialog;

import dev.patchbay.message.Message;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The operating system's native dialogs; each starts in the folder used last. */
public final class SystemFileDialogs implements FileDialogs {

    private static final List<String> CHECKPOINTS = List.of(
            "*.safetensors", "*.pt", "*.pth", "*.bin", "*.ckpt", "*.gguf", "*.json", "*.patchbay");

    private final Window owner;
    private @Nullable File folder;

    public SystemFileDialogs(Window owner) {
        this.owner = owner;
    }

    @Override
    public Optional<Path> openFile(Message title) {
        FileChooser chooser = chooser(title);
        chooser.getExtensionFilters()
                .setAll(
                        new ExtensionFilter(Message.of("ui.dialog.checkpoints").text(), CHECKPOINTS),
                        new ExtensionFilter(Message.of("ui.dialog.allFiles").text(), "*"));
        return remember(chooser.showOpenDialog(owner));
    }

    @Override
    public Optional<Path> openFolder(Message title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title.text());
        chooser.setInitialDirectory(existing(folder));
        return remember(chooser.showDialog(owner));
    }

    @Override
    public Optional<Path> saveFile(Message title, Path suggested) {
        FileChooser chooser = chooser(title);
        Path parent = suggested.toAbsolutePath().getParent();
        chooser.setInitialDirectory(existing(parent == null ? folder : parent.toFile()));
        chooser.setInitialFileName(String.valueOf(suggested.getFileName()));
        return remember(chooser.showSaveDialog(owner));
    }

    private FileChooser chooser(Message title) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title.text());
        chooser.setInitialDirectory(existing(folder));
        return chooser;
    }

    private Optional<Path> remember(@Nullable File chosen) {
        if (chosen != null) {
            folder = chosen.getParentFile();
        }
        return Optional.ofNullable(chosen).map(File::toPath);
    }

    /** The folder if it still exists, else null: JavaFX choosers throw for a missing initial directory. */
    private static @Nullable File existing(@Nullable File folder) {
        return folder != null && Files.isDirectory(folder.toPath()) ? folder : null;
    }
}
