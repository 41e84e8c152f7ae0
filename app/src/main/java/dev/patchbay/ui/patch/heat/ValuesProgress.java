package dev.patchbay.ui.patch.heat;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.ValueReading;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** Progress of reading the values, with a button to stop; after a stop or a failure, a button to read them. Takes no room otherwise. */
public final class ValuesProgress extends HBox {

    private final Label words = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button stop;
    private final Button read;

    public ValuesProgress(ValuesModel model) {
        getStyleClass().add("values-progress");
        setAlignment(Pos.CENTER_LEFT);
        words.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        words.setMinWidth(USE_PREF_SIZE);
        bar.setPrefWidth(70);
        bar.setMinWidth(40);
        stop = Buttons.icon(Icon.CANCEL, Texts.of("ui.values.stop"), model::stop);
        stop.getStyleClass().add(Styles.SMALL);
        stop.setFocusTraversable(true);
        read = Buttons.text(Texts.of("ui.values.read"), model::read);
        read.getStyleClass().addAll(Styles.SMALL, "values-read");
        read.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(words, bar, stop, read);
        managedProperty().bind(visibleProperty());
        getChildren().forEach(child -> child.managedProperty().bind(child.visibleProperty()));
        model.readingProperty().subscribe(this::show);
    }

    private void show(ValueReading reading) {
        boolean running = reading instanceof ValueReading.Running;
        boolean ended = reading instanceof ValueReading.Stopped || reading instanceof ValueReading.Failed;
        setVisible(running || ended);
        bar.setVisible(running);
        stop.setVisible(running);
        read.setVisible(ended);
        words.setTooltip(null);
        switch (reading) {
            case ValueReading.Running(long done, long total) -> {
                words.setText(total == 0 ? Texts.of("ui.values.reading") : Texts.of("ui.values.readingOf", done, total));
                bar.setProgress(total == 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) done / total);
            }
            case ValueReading.Stopped stopped -> words.setText(Texts.of("ui.values.stopped"));
            case ValueReading.Failed failed -> {
                words.setText(Texts.of("ui.values.failed"));
                words.setTooltip(new Tooltip(failed.why().text()));
            }
            case ValueReading.Nothing nothing -> words.setText("");
            case ValueReading.Done done -> words.setText("");
        }
    }
}
