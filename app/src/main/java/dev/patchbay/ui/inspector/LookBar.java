package dev.patchbay.ui.inspector;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The line below the drawer: what is being read, and a button to stop it; afterwards what went wrong, and one to try again. */
final class LookBar extends VBox {

    private final Label words = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final Button stop;
    private final Button again;

    LookBar(InspectorModel model) {
        setId("inspector-look");
        getStyleClass().add("inspector-look");
        words.setId("inspector-doing");
        words.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        words.setWrapText(true);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        progress.getStyleClass().add(Styles.SMALL);
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setAccessibleText(Texts.of("inspector.progress"));
        stop = Buttons.icon(Icon.STOP, Texts.of("inspector.stop"), model::stop);
        stop.setId("inspector-stop");
        stop.setFocusTraversable(true);
        again = Buttons.text(Texts.of("inspector.again"), model::again);
        again.setId("inspector-again");
        again.getStyleClass().add(Styles.SMALL);
        again.setMinWidth(USE_PREF_SIZE);
        HBox line = new HBox(8, words, stop, again);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(progress, line);
        model.lookProperty().subscribe(this::show);
    }

    private void show(Look look) {
        boolean running = look instanceof Look.Running;
        boolean over = look instanceof Look.Stopped || look instanceof Look.Failed;
        show(this, running || over);
        show(progress, running);
        show(stop, running);
        show(again, over);
        switch (look) {
            case Look.Running(long done, long total, var doing) -> {
                progress.setProgress(total == 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) done / total);
                words.setText(doing.text());
            }
            case Look.Stopped() -> words.setText(Texts.of("inspector.stopped"));
            case Look.Failed(var why) -> words.setText(why.text());
            case Look.Nothing() -> words.setText("");
            case Look.Done(var found) -> words.setText("");
        }
    }

    private static void show(javafx.scene.Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
