package dev.patchbay.ui.shell;

import dev.patchbay.message.Message;
import dev.patchbay.ui.control.BroughtPaths;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.workspace.saved.WorkspaceFile;
import java.nio.file.Path;
import javafx.scene.input.Clipboard;

/** Actions of buttons and commands that need a dialog or another view. */
final class ShellActions {

    private final ShellViewModel model;
    private final FileDialogs dialogs;
    private final Runnable palette;
    private final Runnable export;
    private final Runnable verdicts;
    private final Runnable settings;
    private final Runnable help;
    private final Runnable log;
    private final ExpectationChip expectation;

    ShellActions(
            ShellViewModel model,
            FileDialogs dialogs,
            ExpectationChip expectation,
            Runnable palette,
            Runnable export,
            Runnable verdicts,
            Runnable settings,
            Runnable help,
            Runnable log) {
        this.model = model;
        this.dialogs = dialogs;
        this.palette = palette;
        this.export = export;
        this.verdicts = verdicts;
        this.settings = settings;
        this.help = help;
        this.log = log;
        this.expectation = expectation;
    }

    void showLog() {
        log.run();
    }

    void openFile() {
        dialogs.openFile(Message.of("ui.dialog.open")).ifPresent(model::open);
    }

    void openFolder() {
        dialogs.openFolder(Message.of("ui.dialog.openFolder")).ifPresent(model::open);
    }

    /** A file or an address that was copied; nothing happens if it was something else. */
    void openCopied() {
        BroughtPaths.of(Clipboard.getSystemClipboard()).stream().findFirst().ifPresent(model::open);
    }

    void openBaseFile() {
        dialogs.openFile(Message.of("ui.dialog.openBase")).ifPresent(this::openBase);
    }

    void openBaseFolder() {
        dialogs.openFolder(Message.of("ui.dialog.openBaseFolder")).ifPresent(this::openBase);
    }

    /** Saves the workspace to its file; asks for one while it has none. */
    void save() {
        model.document().fileProperty().get().ifPresentOrElse(file -> model.save(file, () -> {}), this::saveAs);
    }

    void saveAs() {
        Path suggested = model.document().fileProperty().get().orElseGet(() -> model.suggestedFile(WorkspaceFile.SUFFIX));
        dialogs.saveFile(Message.of("ui.dialog.saveWorkspace"), suggested).ifPresent(file -> model.save(file, () -> {}));
    }

    void saveRules() {
        dialogs.saveFile(Message.of("ui.dialog.saveRules"), model.suggestedFile(".rules.json")).ifPresent(model::saveRules);
    }

    void showSettings() {
        settings.run();
    }

    void showHelp() {
        help.run();
    }

    void openDemo() {
        model.openDemo();
    }

    void showPalette() {
        palette.run();
    }

    void export() {
        export.run();
    }

    /** Toggles the card with the full verdicts. */
    void showVerdicts() {
        verdicts.run();
    }

    void askForRank() {
        expectation.askForRank();
    }

    void askForAlpha() {
        expectation.askForAlpha();
    }

    private void openBase(Path path) {
        model.openBase(new BaseChoice.FromPath(path));
    }
}
