package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.fx.Texts;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** A number from the training command: one of the usual values, or typed; empty if unknown. */
abstract class ExpectedNumber extends ComboBox<String> {

    private static final double WIDTH = 76;

    private final String refused;

    /**
     * @param refused regular expression of the characters that cannot be typed
     * @param hint message key of the tooltip
     * @param usual values to choose from
     */
    ExpectedNumber(String id, String refused, String hint, String... usual) {
        this.refused = refused;
        setId(id);
        setEditable(true);
        setPrefWidth(WIDTH);
        setMinWidth(WIDTH);
        getStyleClass().add(Styles.SMALL);
        getItems().setAll(usual);
        setPromptText(Texts.of("ui.rank.any"));
        getEditor().setTextFormatter(new TextFormatter<>(this::allowed));
        getEditor().setAccessibleText(Texts.of(hint));
        setAccessibleText(Texts.of(hint));
        setTooltip(new Tooltip(Texts.of(hint)));
    }

    /** Commits the text on Enter or when the focus leaves. */
    final void watch() {
        valueProperty().subscribe(this::accept);
        getEditor().focusedProperty().subscribe(focused -> {
            if (!focused) {
                commitValue();
            }
        });
    }

    /** Called with the committed text; null or blank for no value. */
    abstract void accept(@Nullable String value);

    private TextFormatter.Change allowed(TextFormatter.Change change) {
        change.setText(change.getText().replaceAll(refused, ""));
        return change;
    }
}
