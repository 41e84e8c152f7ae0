package dev.patchbay.ui.export;

import atlantafx.base.theme.Styles;
import dev.patchbay.export.ExportReport;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.FileSize;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Below the plan: the export button, progress, and what was verified. */
final class ExportFooter extends VBox {

    private final ExportViewModel viewModel;

    /** @param close puts the panel away */
    ExportFooter(ExportViewModel viewModel, Runnable close) {
        super(10);
        this.viewModel = viewModel;
        getStyleClass().add("export-footer");
        setMinHeight(USE_PREF_SIZE);
        Node progress = progress();
        Node done = done();
        Button run = export();
        Button cancel = Buttons.text(Texts.of("exportview.close"), close);
        cancel.setId("export-close");
        cancel.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(run, Priority.ALWAYS);
        HBox export = new HBox(8, cancel, run);
        getChildren().addAll(progress, done, export);
        ObservableValue<Phase> phase = viewModel.phaseProperty();
        showWhile(progress, phase.map(Phase.WRITING::equals));
        showWhile(done, phase.map(Phase.DONE::equals));
        showWhile(export, phase.map(now -> now != Phase.WRITING && now != Phase.DONE));
    }

    private static void showWhile(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private Button export() {
        Button button = Buttons.accent(Icon.EXPORT, "", viewModel::export);
        button.setId("export-run");
        button.setMaxWidth(Double.MAX_VALUE);
        button.disableProperty().bind(viewModel.phaseProperty().isNotEqualTo(Phase.READY));
        viewModel.plannedProperty().subscribe(planned -> button.setText(planned
                .map(ready -> Texts.counted("exportview.run", ready.plan().tensors().size()).text())
                .orElse(Texts.of("exportview.run.nothing"))));
        return button;
    }

    private Node progress() {
        Label doing = new Label();
        doing.setId("export-doing");
        doing.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        doing.getStyleClass().add(Styles.TEXT_MUTED);
        viewModel.doingProperty().subscribe(what -> doing.setText(what.map(Message::text).orElse("")));
        ProgressBar bar = new ProgressBar();
        bar.setId("export-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty().bind(viewModel.progressProperty());
        HBox.setHgrow(bar, Priority.ALWAYS);
        Button cancel = Buttons.text(Texts.of("exportview.cancel"), viewModel::cancel);
        cancel.setId("export-cancel");
        cancel.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(12, bar, cancel);
        row.setAlignment(Pos.CENTER_LEFT);
        return new VBox(6, doing, row);
    }

    private Node done() {
        Label title = new Label("", Icon.OK.node("state-ok"));
        title.getStyleClass().addAll(Styles.TEXT_BOLD, "export-done-title");
        Label verified = new Label();
        verified.setId("export-verified");
        verified.setWrapText(true);
        verified.setMinHeight(USE_PREF_SIZE);
        viewModel.reportProperty().subscribe(report -> {
            title.setText(report.map(ExportFooter::title).orElse(""));
            verified.setText(report.map(ExportFooter::verified).orElse(""));
        });
        Button preview = Buttons.accent(Icon.PLAY, Texts.of("exportview.preview"), viewModel::preview);
        preview.setId("export-preview");
        Button folder = Buttons.text(Texts.of("exportview.showInFolder"), viewModel::showInFolder);
        folder.setId("export-show");
        folder.setGraphic(Icon.FOLDER.node());
        Button open = Buttons.text(Texts.of("exportview.open"), viewModel::openWritten);
        open.setId("export-open");
        Button path = Buttons.text(Texts.of("exportview.copyPath"), viewModel::copyPath);
        path.setId("export-copy-path");
        return new VBox(8, title, verified, new FlowPane(8, 8, preview, folder, open, path));
    }

    /** Verified is what the program's loader applies whole, as far as Patchbay knows it. */
    private static String title(ExportReport report) {
        return Texts.of(report.isVerified() ? "exportview.done" : "exportview.done.readBack");
    }

    private static String verified(ExportReport report) {
        Message exactness = report.maxRelativeError() == 0
                ? Message.of("exportview.done.exact")
                : Message.of("exportview.done.error", String.format(Locale.ROOT, "%.1e", report.maxRelativeError()));
        String what = Texts.of(
                "exportview.done.what", report.out(), FileSize.text(report.bytes()), report.plan().tensors().size(), exactness);
        return report.doubt().map(doubt -> what + "\n" + doubt.text()).orElse(what);
    }
}
