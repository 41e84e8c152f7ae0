package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.util.Optional;
import javafx.beans.value.ObservableIntegerValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The bar at the bottom: what each program will do with the adapter, how many problems there are, what is going on, and the export. */
final class StatusBar extends HBox {

    private final TaskStatus tasks;
    private final VerdictChips verdicts;
    private final Label verdict = new Label();
    private final Label errors = count("errors", Icon.ERROR, "state-error");
    private final Label warnings = count("warnings", Icon.WARNING, "state-warning");
    private final Label doing = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final HBox task = new HBox();
    private final Button export;

    StatusBar(ShellViewModel model, ShellActions actions, ObservableIntegerValue exported) {
        this.tasks = model.tasks();
        this.verdicts = new VerdictChips(actions::showVerdicts);
        setId("status-bar");
        getStyleClass().add("status-line");
        setAlignment(Pos.CENTER_LEFT);
        verdict.setId("verdict");
        verdict.setMaxWidth(Double.MAX_VALUE);
        verdict.setMinWidth(0);
        verdict.setPrefWidth(0); // takes what the others leave
        HBox.setHgrow(verdict, Priority.ALWAYS);
        export = Buttons.accent(Icon.EXPORT, Texts.of("ui.export"), actions::export);
        export.setId("export-button");
        export.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(verdicts, verdict, task(), errors, warnings, export);
        exported.subscribe(count -> show(count.intValue()));
        model.statusProperty().subscribe(this::show);
        tasks.doingProperty().subscribe(this::show);
    }

    private Node task() {
        Button cancel = Buttons.icon(Icon.CANCEL, Texts.of("ui.task.cancel"), tasks::cancel);
        cancel.getStyleClass().add(Styles.SMALL);
        progress.progressProperty().bind(tasks.fractionProperty());
        progress.setPrefWidth(110);
        progress.getStyleClass().add(Styles.SMALL);
        doing.getStyleClass().add(Styles.TEXT_MUTED);
        task.setId("task");
        task.getStyleClass().add("task");
        task.setAlignment(Pos.CENTER_RIGHT);
        task.setMinWidth(USE_PREF_SIZE);
        task.getChildren().addAll(doing, progress, cancel);
        return task;
    }

    private void show(Optional<Message> what) {
        task.setVisible(what.isPresent());
        task.setManaged(what.isPresent());
        doing.setText(what.map(Message::text).orElse(""));
    }

    private void show(ShellStatus status) {
        Optional<InspectionReport> report = status.report();
        verdict(status);
        count(errors, report, Severity.ERROR, "ui.count.errors");
        count(warnings, report, Severity.WARNING, "ui.count.warnings");
    }

    private void show(int exported) {
        export.setText(exported == 0 ? Texts.of("ui.export") : Texts.counted("ui.export.tensors", exported).text());
        export.setDisable(exported == 0);
    }

    /** What people will see in diffusers, where there is room for a sentence; without a base what to do next. */
    private void verdict(ShellStatus status) {
        verdicts.show(status.judged());
        verdict.setText(status.verdict().map(Message::text).orElseGet(() -> hint(status)));
        verdict.setGraphic(status.report().isPresent() ? null : Icon.INFO.node());
        verdict.getStyleClass().setAll("label", "verdict", "state", "state-muted");
        verdict.setTooltip(new Tooltip(verdict.getText()));
    }

    private static String hint(ShellStatus status) {
        if (status.isBlank()) {
            return Texts.of("ui.hint.blank");
        }
        if (status.adapter().isEmpty()) {
            return Texts.of("ui.hint.noAdapter");
        }
        return Texts.of(status.base().isEmpty() ? "ui.hint.noBase" : "ui.hint.looking");
    }

    private static Label count(String id, Icon icon, String style) {
        Label label = new Label(null, icon.node());
        label.setId(id);
        label.getStyleClass().addAll("state", style);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static void count(Label label, Optional<InspectionReport> report, Severity severity, String key) {
        long count = report.map(found -> found.count(severity)).orElse(0L);
        String words = Texts.counted(key, count).text();
        label.setText(String.valueOf(count));
        label.setVisible(count > 0);
        label.setManaged(count > 0);
        label.setTooltip(new Tooltip(words));
        label.setAccessibleText(words);
    }
}
