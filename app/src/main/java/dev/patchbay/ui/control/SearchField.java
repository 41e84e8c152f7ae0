package dev.patchbay.ui.control;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;

/** A search box: {@link #queryProperty} follows the text after a short pause in typing; Esc clears it. */
public final class SearchField extends CustomTextField {

    private static final Duration PAUSE = Duration.millis(120);

    private final ReadOnlyStringWrapper query = new ReadOnlyStringWrapper(this, "query", "");
    private final PauseTransition pause = new PauseTransition(PAUSE);

    /**
     * @param prompt shown while empty
     * @param clear accessible name of the button that empties it
     */
    public SearchField(String prompt, String clear) {
        setPromptText(prompt);
        setAccessibleText(prompt);
        getStyleClass().addAll("search-field", Styles.SMALL);
        setLeft(Icon.SEARCH.node());
        Button cross = Buttons.icon(Icon.CANCEL, clear, this::clear);
        cross.getStyleClass().addAll("search-clear", Styles.SMALL);
        cross.visibleProperty().bind(textProperty().isNotEmpty());
        setRight(cross);
        pause.setOnFinished(event -> query.set(getText()));
        textProperty().subscribe(text -> pause.playFromStart());
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !getText().isEmpty()) {
                clear();
                event.consume();
            }
        });
    }

    public ReadOnlyStringProperty queryProperty() {
        return query.getReadOnlyProperty();
    }
}
