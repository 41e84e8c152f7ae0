package dev.patchbay.ui.preview.made;

import atlantafx.base.theme.Styles;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.field.Numbers;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The runs of this window: to show their clips again, run them again, or copy them as a command line. Enter shows. */
public final class HistoryPane extends HBox {

    private static final double HEIGHT = 92;

    private final ListView<MadeClip> list = new ListView<>();

    /** What can be done with a run. */
    public record Actions(Consumer<MadeClip> show, Consumer<MadeClip> again, Consumer<MadeClip> copy) {}

    public HistoryPane(ClipHistory history, Actions actions) {
        super(8);
        setId("preview-history-pane");
        list.setId("preview-history");
        list.setAccessibleText(Texts.of("preview.history"));
        list.setItems(history.clips());
        list.setPrefHeight(HEIGHT);
        list.setMinHeight(HEIGHT);
        list.setCellFactory(view -> new Cell());
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
                with(actions.show());
                event.consume();
            }
        });
        HBox.setHgrow(list, Priority.ALWAYS);
        Label heading = new Label(Texts.of("preview.history"));
        heading.getStyleClass().add(Styles.TEXT_BOLD);
        VBox left = new VBox(4, heading, list);
        HBox.setHgrow(left, Priority.ALWAYS);
        BooleanBinding none = list.getSelectionModel().selectedItemProperty().isNull();
        BooleanBinding lost = Bindings.createBooleanBinding(
                () -> list.getSelectionModel().getSelectedItem() == null
                        || list.getSelectionModel().getSelectedItem().result().isEmpty(),
                list.getSelectionModel().selectedItemProperty());
        VBox right = new VBox(
                4,
                button("preview-history-show", "preview.history.show", actions.show(), lost),
                button("preview-history-again", "preview.history.again", actions.again(), none),
                button("preview-history-copy", "preview.history.copy", actions.copy(), none));
        right.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(left, right);
        visibleProperty().bind(Bindings.isNotEmpty(history.clips()));
        managedProperty().bind(visibleProperty());
    }

    private Button button(String id, String key, Consumer<MadeClip> action, BooleanBinding disabled) {
        Button button = Buttons.text(Texts.of(key), () -> with(action));
        button.setId(id);
        button.getStyleClass().add(Styles.SMALL);
        button.setMaxWidth(Double.MAX_VALUE);
        button.disableProperty().bind(disabled);
        return button;
    }

    private void with(Consumer<MadeClip> action) {
        MadeClip chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            action.accept(chosen);
        }
    }

    /** One run in a line. */
    public static String words(MadeClip made) {
        GenerationRequest request = made.order().base();
        String adapters = made.order().adapters().stream()
                .map(adapter -> Texts.of("preview.caption.adapter", adapter.name(), Numbers.plain(adapter.strength())))
                .collect(Collectors.joining(", "));
        String prompt = PlainText.inLine(request.prompt());
        return Texts.of(
                "preview.history.row", made.number(), prompt, request.seed(), request.steps(),
                adapters.isEmpty() ? Texts.of("preview.history.base") : adapters)
                + (made.order().sweep().isEmpty() ? "" : " · " + Texts.of("preview.history.sweep", made.order().sweep().size() + 1))
                + (made.result().isPresent() ? "" : " · " + Texts.of("preview.history.lost"));
    }

    private static final class Cell extends ListCell<MadeClip> {

        @Override
        protected void updateItem(MadeClip made, boolean empty) {
            super.updateItem(made, empty);
            setText(empty || made == null ? "" : words(made));
        }
    }
}
