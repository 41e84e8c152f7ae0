package dev.patchbay.launch;

import dev.patchbay.matching.drop.RuleInference;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.export.ExportPanel;
import dev.patchbay.ui.export.ExportViewModel;
import dev.patchbay.ui.fx.FxTaskExecutor;
import dev.patchbay.ui.patch.PatchView;
import dev.patchbay.ui.patch.PatchViewModel;
import dev.patchbay.ui.preview.PreviewView;
import dev.patchbay.ui.preview.PreviewViewModel;
import dev.patchbay.ui.shell.MainWindow;
import dev.patchbay.ui.shell.Place;
import dev.patchbay.ui.shell.Sheet;
import dev.patchbay.ui.shell.ShellViewModel;
import dev.patchbay.ui.theme.Theme;
import dev.patchbay.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Creates the window: one workspace, the places around it, and the view models that listen to it. To be created on the FX thread. */
final class WindowAssembly {

    private static final Path HOME = Path.of(System.getProperty("user.home"));

    private final TaskExecutor executor = new FxTaskExecutor();
    private final Workspace workspace;
    private final ShellViewModel shell;
    private final PreviewViewModel preview;
    private final ExportViewModel export;
    private final Place previewPlace;
    private final MainWindow window;

    /** @param showInFolder shows a file in the system's file manager */
    WindowAssembly(AppServices services, FileDialogs dialogs, Theme theme, Consumer<Path> showInFolder) {
        workspace = new Workspace(executor, services.rules());
        PatchViewModel patch =
                new PatchViewModel(workspace, executor, (mapping, base) -> new RuleInference(mapping, base)::infer, this::open);
        preview = new PreviewViewModel(workspace, services.workers().forWindow(), FxTaskExecutor.oneByOne("generation"), executor);
        shell = new ShellViewModel(workspace, executor, services.bases(), services.demo(), services.places()::find, preview::knowDemo);
        export = new ExportViewModel(workspace, executor, HOME, showInFolder, this::preview);
        PatchView patchView = new PatchView(patch);
        Place patchPlace = new Place("patch", Message.of("ui.place.patch"), Icon.PATCH, patchView, patchView.commands());
        PreviewView previewView = new PreviewView(preview, dialogs);
        previewPlace = new Place("preview", Message.of("ui.place.preview"), Icon.PREVIEW, previewView, previewView.commands());
        Sheet sheet = new Sheet(new ExportPanel(export, dialogs), export::open, export.countProperty());
        window = new MainWindow(shell, theme, dialogs, List.of(patchPlace, previewPlace), sheet);
    }

    private void open(Path made) {
        shell.open(made);
    }

    /** Opens a written file as adapter and shows the place Preview. */
    private void preview(Path written) {
        shell.open(written);
        window.closeFront();
        window.show(previewPlace);
    }

    MainWindow window() {
        return window;
    }

    ShellViewModel shell() {
        return shell;
    }

    /** Cancels running work and frees the native memory of the preview. */
    void close() {
        export.close();
        preview.close();
    }
}
