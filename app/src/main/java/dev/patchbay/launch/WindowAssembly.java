package dev.patchbay.launch;

import dev.patchbay.matching.RuleInference;
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
import java.util.List;

/** Puts the window together: one workspace, the places around it, and the models that listen to it. Made on the FX thread. */
final class WindowAssembly {

    private final TaskExecutor executor = new FxTaskExecutor();
    private final Workspace workspace = new Workspace(executor);
    private final ShellViewModel shell;
    private final PreviewViewModel preview;
    private final MainWindow window;

    WindowAssembly(Parts parts, FileDialogs dialogs, Theme theme) {
        PatchViewModel patch = new PatchViewModel(workspace, executor, (mapping, base) -> new RuleInference(mapping, base)::infer);
        preview = new PreviewViewModel(workspace, parts.pipelines(), FxTaskExecutor.oneByOne("generation"), executor);
        shell = new ShellViewModel(workspace, executor, parts.bases(), parts.demo()::unpack, preview::knowDemo);
        ExportViewModel export = new ExportViewModel(workspace, executor);
        PatchView patchView = new PatchView(patch);
        List<Place> places = List.of(
                new Place("patch", Message.of("ui.place.patch"), Icon.PATCH, patchView, patchView.commands()),
                new Place("preview", Message.of("ui.place.preview"), Icon.PREVIEW, new PreviewView(preview, dialogs), List.of()));
        window = new MainWindow(shell, theme, dialogs, places, new Sheet(new ExportPanel(export, dialogs), export::plan));
    }

    MainWindow window() {
        return window;
    }

    ShellViewModel shell() {
        return shell;
    }

    /** Frees what the preview holds natively. */
    void close() {
        preview.close();
    }
}
