package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.WhyDisabled;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.Analysis;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableIntegerValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;

/** The bar at the bottom: a hint or the running task, number of problems, export button. */
final class StatusBar extends org.controlsfx.control.StatusBar {

    private final ShellViewModel model;
    private final Button cancel;
    private final Label errors = count("errors", Icon.ERROR, "state-error");
    private final Label warnings = count("warnings", Icon.WARNING, "state-warning");
    private final Button export;

    StatusBar(ShellViewModel model, ShellActions actions, ObservableIntegerValue exported) {
        this.model = model;
        setId("status-bar");
        getStyleClass().add("status-line");
        cancel = Buttons.icon(Icon.CANCEL, Texts.of("ui.task.cancel"), model.tasks()::cancel);
        cancel.setId("task-cancel");
        cancel.getStyleClass().add(Styles.SMALL);
        cancel.managedProperty().bind(cancel.visibleProperty());
        export = Buttons.accent(Icon.EXPORT, Texts.of("ui.export"), actions::export);
        export.setId("export-button");
        export.setTooltip(new Tooltip());
        export.setMinWidth(USE_PREF_SIZE);
        Button log = Buttons.icon(Icon.LOG, Texts.of("ui.log.open"), actions::showLog);
        log.setId("log-button");
        log.getStyleClass().add(Styles.SMALL);
        getRightItems().addAll(cancel, errors, warnings, log, new WhyDisabled(export));
        skinProperty().subscribe(skin -> styleSkin());
        exported.subscribe(count -> show(count.intValue()));
        model.statusProperty().subscribe(status -> show());
        model.tasks().doingProperty().subscribe(doing -> show());
        model.tasks().fractionProperty().subscribe(fraction -> show());
    }

    /** The progress bar takes no room while hidden, and a truncated text gets a tooltip with all of it. */
    private void styleSkin() {
        if (lookup(".progress-bar") instanceof ProgressBar progress) {
            progress.managedProperty().bind(progress.visibleProperty());
            progress.getStyleClass().add(Styles.SMALL);
            progress.setAccessibleText(Texts.of("ui.task.progress"));
        }
        if (lookup(".status-label") instanceof Label sentence) {
            sentence.setId("status-text");
            sentence.setTooltip(new Tooltip());
            sentence.getTooltip().textProperty().bind(textProperty());
        }
    }

    private void show() {
        if (export.isDisabled()) {
            export.getTooltip().setText(Texts.of(whyNot()));
        }
        ShellStatus status = model.statusProperty().get();
        Optional<Message> doing = model.tasks().doingProperty().get();
        Optional<InspectionReport> report = status.report();
        setText(doing.map(Message::text).orElseGet(() -> report.isPresent() ? "" : hint(status)));
        setGraphic(doing.isPresent() || report.isPresent() ? null : Icon.INFO.node());
        setProgress(doing.isPresent() ? model.tasks().fractionProperty().get() : 0);
        cancel.setVisible(doing.isPresent());
        List<Cause> causes = status.outlook().analysis().map(Analysis::causes).orElse(List.of());
        count(errors, causes, Severity.ERROR, "ui.count.errors");
        count(warnings, causes, Severity.WARNING, "ui.count.warnings");
    }

    private void show(int exported) {
        export.setText(exported == 0 ? Texts.of("ui.export") : Texts.counted("ui.export.tensors", exported).text());
        export.setDisable(exported == 0);
        export.setTooltip(new Tooltip(Texts.of(exported == 0 ? whyNot() : "ui.export.tip")));
    }

    /** Why nothing can be exported. */
    private String whyNot() {
        ShellStatus status = model.statusProperty().get();
        return status.adapter().isEmpty() ? "ui.export.noAdapter" : status.settled() ? "ui.export.nothing" : "ui.export.looking";
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

    private static void count(Label label, List<Cause> causes, Severity severity, String key) {
        long count = causes.stream().filter(cause -> cause.severity() == severity).count();
        String words = Texts.counted(key, count).text();
        label.setText(String.valueOf(count));
        label.setVisible(count > 0);
        label.setManaged(count > 0);
        label.setTooltip(new Tooltip(words));
        label.setAccessibleText(words);
    }
}
