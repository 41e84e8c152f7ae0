package dev.patchbay.ui.patch.problems;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.StateSign;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Offers to write the adapter with another rank, and shows the equivalent command to copy. Esc closes. */
public final class ResizeCard extends VBox {

    private static final double WIDTH = 760;

    private final Label target = new Label();
    private final Label failure = new Label();
    private final TextField line = new TextField();
    private final Button write;

    public ResizeCard(ResizeModel model) {
        setId("resize");
        getStyleClass().addAll("offer", "resize-card");
        setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        setPrefWidth(WIDTH);
        target.setWrapText(true);
        target.setMinHeight(USE_PREF_SIZE);
        failure.getStyleClass().addAll("state", StateSign.ERROR);
        failure.setGraphic(Icon.ERROR.node());
        failure.setWrapText(true);
        failure.setMinHeight(USE_PREF_SIZE);
        failure.managedProperty().bind(failure.visibleProperty());
        write = Buttons.accent(Icon.EXPORT, Texts.of("ui.resize.write"), model::write);
        write.setId("resize-write");
        write.getStyleClass().add(Styles.SMALL);
        write.setMinWidth(USE_PREF_SIZE);
        write.disableProperty().bind(model.writingProperty());
        getChildren().addAll(top(model), row(target, progress(model), write), failure, hint(), row(line(), copy()));
        managedProperty().bind(visibleProperty());
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.dismiss();
                event.consume();
            }
        });
        model.offerProperty().subscribe(this::show);
        model.failureProperty().subscribe(this::say);
    }

    private static HBox top(ResizeModel model) {
        Label title = new Label(Texts.of("ui.resize.title"));
        title.getStyleClass().add(Styles.TEXT_BOLD);
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        HBox top = new HBox(title, spacer, Buttons.icon(Icon.CANCEL, Texts.of("ui.resize.close"), model::dismiss));
        top.setAlignment(Pos.CENTER_LEFT);
        return top;
    }

    private static ProgressBar progress(ResizeModel model) {
        ProgressBar progress = new ProgressBar();
        progress.setPrefWidth(70);
        progress.visibleProperty().bind(model.writingProperty());
        progress.managedProperty().bind(progress.visibleProperty());
        return progress;
    }

    private static Label hint() {
        Label hint = new Label(Texts.of("ui.resize.hint"));
        hint.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        return hint;
    }

    private TextField line() {
        line.setId("resize-command");
        line.setEditable(false);
        line.getStyleClass().addAll("mono", Styles.SMALL);
        line.setAccessibleText(Texts.of("ui.resize.hint"));
        return line;
    }

    private Button copy() {
        Button copy = Buttons.text(Texts.of("ui.resize.copy"), () -> ProblemCopies.copy(line.getText()));
        copy.setGraphic(Icon.COPY.node());
        copy.setId("resize-copy");
        copy.getStyleClass().add(Styles.SMALL);
        copy.setMinWidth(USE_PREF_SIZE);
        return copy;
    }

    private static HBox row(Region wide, Node... beside) {
        wide.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(wide, Priority.ALWAYS);
        HBox row = new HBox(wide);
        row.getChildren().addAll(beside);
        row.getStyleClass().add("resize-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void show(Optional<ResizeModel.ResizeOffer> offer) {
        setVisible(offer.isPresent());
        offer.ifPresent(wanted -> {
            target.setText(Texts.of("ui.resize.target", wanted.rank(), wanted.target()));
            line.setText(wanted.command());
            write.requestFocus();
        });
    }

    private void say(Optional<Message> why) {
        failure.setVisible(why.isPresent());
        failure.setText(why.map(Message::text).orElse(""));
    }
}
