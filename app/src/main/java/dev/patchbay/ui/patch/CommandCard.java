package dev.patchbay.ui.patch;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A command line that makes a new file, to copy. Esc closes. */
final class CommandCard extends VBox {

    private static final double WIDTH = 720;

    private final TextField line = new TextField();

    CommandCard(ProblemsModel model) {
        setId("command");
        getStyleClass().addAll("offer", "command-card");
        setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        setPrefWidth(WIDTH);
        Label title = new Label(Texts.of("ui.command.card"));
        title.getStyleClass().add(Styles.TEXT_BOLD);
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        HBox top = new HBox(title, spacer, Buttons.icon(Icon.CANCEL, Texts.of("ui.command.close"), model::dismissCommand));
        top.setAlignment(Pos.CENTER_LEFT);
        Label hint = new Label(Texts.of("ui.command.hint"));
        hint.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        hint.setWrapText(true);
        line.setId("command-line");
        line.setEditable(false);
        line.getStyleClass().addAll("mono", Styles.SMALL);
        line.setAccessibleText(Texts.of("ui.command.card"));
        HBox.setHgrow(line, Priority.ALWAYS);
        Button copy = Buttons.accent(Icon.COPY, Texts.of("ui.command.copy"), () -> ProblemCopies.copy(line.getText()));
        copy.setId("command-copy");
        copy.getStyleClass().add(Styles.SMALL);
        copy.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(line, copy);
        row.getStyleClass().add("command-row");
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(top, hint, row);
        managedProperty().bind(visibleProperty());
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.dismissCommand();
                event.consume();
            }
        });
        model.commandProperty().subscribe(command -> {
            line.setText(command.orElse(""));
            setVisible(command.isPresent());
            if (command.isPresent()) {
                line.requestFocus();
                line.selectAll();
            }
        });
    }
}
