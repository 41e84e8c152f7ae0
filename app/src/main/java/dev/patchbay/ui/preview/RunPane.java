package dev.patchbay.ui.preview;

import atlantafx.base.theme.Styles;
import dev.patchbay.generation.CoarsePicture;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.StepListener.Stage;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.FileSize;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.FxThread;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.field.Numbers;
import dev.patchbay.ui.preview.run.RunForecast.Forecast;
import dev.patchbay.ui.preview.run.RunOrder;
import dev.patchbay.ui.preview.run.RunStatus;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Run and stop button with the progress of the run. */
final class RunPane extends VBox {

    private final PreviewViewModel viewModel;
    private final Button run;
    private final Button stop;
    private final ProgressBar bar = new ProgressBar();
    private final Label stage = new Label();
    private final Label times = new Label();
    private final Label coarse = new Label();
    private final Label forecast = new Label();

    /**
     * @param start starts a run
     * @param enqueue lets another run follow
     * @param onResult receives the focus when a run started with the button has finished
     */
    RunPane(PreviewViewModel viewModel, Runnable start, Runnable enqueue, Node onResult) {
        super(8);
        this.viewModel = viewModel;
        setMinHeight(USE_PREF_SIZE);
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
        stage.setId("preview-stage");
        stage.setAccessibleRole(AccessibleRole.TEXT);
        stage.setMinWidth(USE_PREF_SIZE);
        times.setId("preview-times");
        times.getStyleClass().add(Styles.TEXT_MUTED);
        coarse.setId("preview-coarse");
        coarse.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        coarse.setWrapText(true);
        coarse.managedProperty().bind(coarse.textProperty().isNotEmpty());
        VBox running = new VBox(8, new VBox(2, stage, times, coarse), bar, stop, queue(enqueue));
        forecast.setId("preview-forecast");
        forecast.setWrapText(true);
        forecast.managedProperty().bind(forecast.visibleProperty());
        forecast.visibleProperty().bind(viewModel.runningProperty().not().and(forecast.textProperty().isNotEmpty()));
        getChildren().addAll(running, forecast, run);
        viewModel.forecast().forecastProperty().subscribe(found -> showForecast());
        viewModel.forecast().problemProperty().subscribe(found -> showForecast());
        viewModel.runningProperty().subscribe((before, now) -> handFocusOn(now, onResult));
        showWhile(running, viewModel.runningProperty());
        showWhile(run, viewModel.runningProperty().not());
        viewModel.statusProperty().subscribe(status -> show());
        viewModel.stoppingProperty().subscribe(stopping -> show());
    }

    /** The button that lets another run follow, and the runs that wait, each with a button that takes it out. */
    private VBox queue(Runnable enqueue) {
        Button more = Buttons.text(Texts.of("preview.queue"), enqueue);
        more.setId("preview-queue");
        more.setTooltip(new Tooltip(Texts.of("preview.queue.hint")));
        more.setMaxWidth(Double.MAX_VALUE);
        VBox waiting = new VBox(2);
        waiting.setId("preview-queued");
        viewModel.runs().queue().addListener((ListChangeListener<RunOrder>) change ->
                waiting.getChildren().setAll(viewModel.runs().queue().stream().map(this::queued).toList()));
        return new VBox(4, more, waiting);
    }

    private HBox queued(RunOrder order) {
        Label words = new Label(Texts.of("preview.queued", PlainText.inLine(order.base().prompt()), order.base().seed()));
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button cancel = Buttons.icon(Icon.CANCEL, Texts.of("preview.queue.cancel"), () -> viewModel.runs().cancel(order));
        cancel.setId("preview-queued-cancel");
        cancel.setFocusTraversable(true);
        HBox row = new HBox(4, words, cancel);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /**
     * A hidden button would lose the focus to the prompt field. It is passed on instead: to the stop button, then to the player, or to
     * the run button after a stop.
     */
    private void handFocusOn(boolean begins, Node onResult) {
        if (begins && run.isFocused()) {
            FxThread.later(stop::requestFocus);
        } else if (!begins && stop.isFocused()) {
            boolean stopped = viewModel.stoppingProperty().get();
            FxThread.later(() -> (stopped ? run : onResult).requestFocus());
        }
    }

    private static void showWhile(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private void show() {
        Optional<RunStatus> status = viewModel.statusProperty().get();
        coarse.setText(status.flatMap(RunStatus::picture).map(RunPane::coarse).orElse(""));
        bar.setProgress(status.map(RunStatus::fraction).orElse(-1.0));
        if (viewModel.stoppingProperty().get()) {
            stage.setText(Texts.of("preview.stopping"));
            times.setText("");
        } else {
            stage.setText(status.map(RunPane::stage).orElse(Message.of("preview.waiting")).text());
            times.setText(status.map(RunPane::times).orElse(""));
        }
    }

    private void showForecast() {
        Optional<Forecast> found = viewModel.forecast().forecastProperty().get();
        Optional<Message> problem = viewModel.forecast().problemProperty().get();
        boolean wrong = problem.isPresent() || found.filter(one -> !one.plan().fits()).isPresent();
        forecast.getStyleClass().setAll("label", wrong ? Styles.DANGER : Styles.TEXT_MUTED);
        forecast.setText(problem.or(() -> found.map(RunPane::words)).map(Message::text).orElse(""));
    }

    private static Message words(Forecast found) {
        GenerationPlan plan = found.plan();
        String needed = FileSize.text(plan.peakBytes());
        String free = FileSize.text(plan.available());
        if (plan.fits()) {
            return Message.of("preview.forecast", Numbers.time(found.time()), needed, free, plan.device(), plan.dtype());
        }
        return found.smaller()
                .map(smaller -> Message.of(
                        "preview.forecast.smaller", needed, free, plan.device(), smaller.frames(), smaller.width(), smaller.height()))
                .orElse(Message.of("preview.forecast.never", needed, free, plan.device()));
    }

    private static String coarse(CoarsePicture picture) {
        long percent = Math.round(100 * Math.max(0, picture.explained()));
        return Texts.of("preview.coarse", percent);
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
