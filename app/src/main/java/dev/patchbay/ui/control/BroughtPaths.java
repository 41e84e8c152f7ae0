package dev.patchbay.ui.control;

import dev.patchbay.checkpoint.remote.RemoteAddress;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.Clipboard;

/** What a person drags or pastes: files, or the address of a checkpoint on another machine as a browser gives it. */
public final class BroughtPaths {

    private BroughtPaths() {}

    /** Empty if it is something else. Broken addresses are among them: whoever opens them says what is wrong. */
    public static List<Path> of(Clipboard content) {
        if (content.hasFiles()) {
            return content.getFiles().stream().map(File::toPath).toList();
        }
        String text = content.hasString() ? content.getString() : content.hasUrl() ? content.getUrl() : "";
        return text != null && RemoteAddress.isAddress(text.strip()) ? List.of(RemoteAddress.place(text.strip())) : List.of();
    }

    /** True if there is anything to open. */
    public static boolean isIn(Clipboard content) {
        return !of(content).isEmpty();
    }
}
