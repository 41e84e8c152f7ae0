package dev.patchbay.ui.preview;

import atlantafx.base.theme.Styles;
import dev.patchbay.generation.StepListener.Stage;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Starts and stops a run and shows how far it is. */
final class RunPane extends VBox {

    private final PreviewViewModel viewModel;
    private final Button run;
    private final Button stop;
    private final ProgressBar bar = new ProgressBar();
    private final Label stage = new Label();
    private final Label times = new Label();

    RunPane(PreviewViewModel viewModel, Runnable start) {
        super(8);
        this.viewModel = viewModel;
        getStyleClass().add("preview-run-pane");
        run = Buttons.accent(Icon.PLAY, Texts.of("preview.run"), start);
        run.setId("preview-run");
        run.setTooltip(new Tooltip(Texts.of("preview.run.hint")));
        run.setMaxWidth(Double.MAX_VALUE);
        stop = Buttons.text(Texts.of("preview.stop"), viewModel::stop);
        stop.setId("preview-stop");
        stop.setGraphic(Icon.STOP.node());
        stop.setTooltip(new Tooltip(Texts.of("preview.stop.hint")));
        stop.setMaxWidth(Double.MAX_VALUE);
        bar.setId("preview-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add(Styles.SMALL);
        stage.setId("preview-stage");
        stage.setAccessibleRole(AccessibleRole.TEXT);
        stage.setMinWidth(USE_PREF_SIZE);
        times.setId("preview-times");
        times.getStyleClass().add(Styles.TEXT_MUTED);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox words = new HBox(8, stage, gap, times);
        words.visibleProperty().bind(viewModel.runningProperty());
        words.managedProperty().bind(viewModel.runningProperty());
        bar.visibleProperty().bind(viewModel.runningProperty());
        bar.managedProperty().bind(viewModel.runningProperty());
        getChildren().addAll(words, bar, run, stop);
        run.visibleProperty().bind(viewModel.runningProperty().not());
        run.managedProperty().bind(run.visibleProperty());
        stop.visibleProperty().bind(viewModel.runningProperty());
        stop.managedProperty().bind(stop.visibleProperty());
        stop.disableProperty().bind(viewModel.stoppingProperty());
        viewModel.statusProperty().subscribe(this::show);
        viewModel.stoppingProperty().subscribe(this::show);
    }

    private void show() {
        Optional<RunStatus> status = viewModel.statusProperty().get();
        bar.setProgress(status.map(RunStatus::fraction).orElse(-1.0));
        if (viewModel.stoppingProperty().get()) {
            stage.setText(Texts.of("preview.stopping"));
            times.setText("");
        } else {
            stage.setText(status.map(RunPane::stage).orElse(Message.of("preview.waiting")).text());
            times.setText(status.map(RunPane::times).orElse(""));
        }
    }

    private static Message stage(RunStatus status) {
        String doing = "preview.stage." + status.stage().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Message words = Message.of(doing, status.done(), status.steps());
        boolean shared = status.stage() == Stage.LOADING;
        return shared ? words : Message.of(status.withAdapter() ? "preview.stage.with" : "preview.stage.without", words);
    }

    private static String times(RunStatus status) {
        return status.perStep()
                .map(step -> Texts.of("preview.times", Numbers.time(step), status.left().map(Numbers::time).orElse("")))
                .orElse("");
    }
}
