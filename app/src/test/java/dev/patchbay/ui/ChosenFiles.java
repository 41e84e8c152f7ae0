package dev.patchbay.ui;

import dev.patchbay.message.Message;
import dev.patchbay.ui.dialog.FileDialogs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dialogs that answer at once with what a test chose beforehand, and remember what they were asked. */
public final class ChosenFiles implements FileDialogs {

    private Optional<Path> answer = Optional.empty();
    private final List<Path> suggested = new ArrayList<>();

    public void answer(Path path) {
        answer = Optional.of(path);
    }

    public List<Path> suggested() {
        return suggested;
    }

    @Override
    public Optional<Path> openFile(Message title) {
        return answer;
    }

    @Override
    public Optional<Path> openFolder(Message title) {
        return answer;
    }

    @Override
    public Optional<Path> saveFile(Message title, Path name) {
        suggested.add(name);
        return answer;
    }
}
