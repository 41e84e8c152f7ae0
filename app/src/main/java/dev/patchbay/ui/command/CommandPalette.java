package dev.patchbay.ui.command;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A searchable list of all commands: type a few letters, Enter runs the selected one. */
public final class CommandPalette extends VBox {

    private final PaletteModel model;
    private final Runnable close;
    private final CustomTextField search = new CustomTextField();
    private final ListView<Command> list;

    /** @param close hides the palette */
    public CommandPalette(PaletteModel model, Runnable close) {
        this.model = model;
        this.close = close;
        this.list = new ListView<>(model.found());
        setId("command-palette");
        getStyleClass().add("command-palette");
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        search.setPromptText(Texts.of("ui.palette.prompt"));
        search.setLeft(Icon.SEARCH.node());
        search.getStyleClass().add(Styles.LARGE);
        search.textProperty().bindBidirectional(model.queryProperty());
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        list.setCellFactory(view -> new CommandCell());
        list.setPlaceholder(new Label(Texts.of("ui.palette.nothing")));
        list.setFocusTraversable(false);
        list.setAccessibleText(Texts.of("ui.palette.prompt"));
        list.setOnMouseClicked(event -> runSelected());
        model.found().subscribe(() -> list.getSelectionModel().selectFirst());
        getChildren().addAll(search, list);
    }

    /** Resets the palette: empty query, first command selected, focus in the text field. */
    public void open() {
        model.reset();
        list.getSelectionModel().selectFirst();
        search.requestFocus();
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN) {
            list.getSelectionModel().selectNext();
        } else if (event.getCode() == KeyCode.UP) {
            list.getSelectionModel().selectPrevious();
        } else if (event.getCode() == KeyCode.ENTER) {
            runSelected();
        } else {
            return;
        }
        list.scrollTo(list.getSelectionModel().getSelectedIndex());
        event.consume();
    }

    private void runSelected() {
        Command command = list.getSelectionModel().getSelectedItem();
        if (command != null) {
            close.run();
            command.run();
        }
    }

    private static final class CommandCell extends ListCell<Command> {

        private final Label label = new Label();
        private final Label keys = new Label();
        private final HBox row = new HBox(label, new Region(), keys);

        CommandCell() {
            HBox.setHgrow(row.getChildren().get(1), Priority.ALWAYS);
            keys.getStyleClass().add("keys");
        }

        @Override
        protected void updateItem(@Nullable Command command, boolean empty) {
            super.updateItem(command, empty);
            setGraphic(command == null ? null : row);
            if (command != null) {
                label.setText(command.label().getValue().text());
                keys.setText(command.shortcut().map(CommandKeys::display).orElse(""));
                keys.setVisible(command.shortcut().isPresent());
                setAccessibleText(label.getText() + " " + keys.getText());
            }
        }
    }
}
