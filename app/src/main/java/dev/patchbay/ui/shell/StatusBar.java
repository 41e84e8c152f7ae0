package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.Severity;
import dev.patchbay.inspection.Verdict;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The bar at the bottom: what diffusers will do, how many problems there are, what is going on, and the export. */
final class StatusBar extends HBox {

    private final TaskStatus tasks;
    private final Label verdict = new Label();
    private final Label errors = count("errors", Icon.ERROR, "state-error");
    private final Label warnings = count("warnings", Icon.WARNING, "state-warning");
    private final Label doing = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final HBox task = new HBox();
    private final Button export;

    StatusBar(ShellViewModel model, ShellActions actions) {
        this.tasks = model.tasks();
        setId("status-bar");
        getStyleClass().add("status-line");
        setAlignment(Pos.CENTER_LEFT);
        verdict.setId("verdict");
        verdict.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(verdict, Priority.ALWAYS);
        export = Buttons.accent(Icon.EXPORT, Texts.of("ui.export"), actions::export);
        export.setId("export-button");
        export.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(verdict, task(), errors, warnings, export);
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
        export.setText(status.exported() == 0 ? Texts.of("ui.export") : Texts.counted("ui.export.tensors", status.exported()).text());
        export.setDisable(status.exported() == 0);
    }

    private void verdict(ShellStatus status) {
        Optional<Verdict> found = status.report().map(InspectionReport::verdict);
        Icon icon = found.map(one -> icon(one.outcome())).orElse(Icon.INFO);
        String style = found.map(one -> style(one.outcome())).orElse("state-muted");
        verdict.setText(found.map(StatusBar::words).orElseGet(() -> hint(status)));
        verdict.setGraphic(icon.node());
        verdict.getStyleClass().setAll("label", "verdict", "state", style);
        verdict.setTooltip(found.map(one -> new Tooltip(words(one))).orElse(null));
    }

    private static String words(Verdict verdict) {
        return verdict.message().text();
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

    private static Icon icon(Verdict.Outcome outcome) {
        return switch (outcome) {
            case APPLIES -> Icon.OK;
            case PARTIAL -> Icon.WARNING;
            case IGNORED, RAISES -> Icon.ERROR;
        };
    }

    private static String style(Verdict.Outcome outcome) {
        return switch (outcome) {
            case APPLIES -> "state-ok";
            case PARTIAL -> "state-warning";
            case IGNORED, RAISES -> "state-error";
        };
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
