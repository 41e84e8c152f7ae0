package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.fx.Texts;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** A number a person knows from the training command: chosen from the usual ones, or typed; empty if nobody knows. */
abstract class ExpectedNumber extends ComboBox<String> {

    private static final double WIDTH = 76;

    private final String refused;

    /**
     * @param refused letters that cannot be typed, as a pattern
     * @param hint key of what the number is for
     * @param usual to choose from
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

    /** Takes what is typed when Enter is pressed or the field is left. */
    final void watch() {
        valueProperty().subscribe(this::accept);
        getEditor().focusedProperty().subscribe(focused -> {
            if (!focused) {
                commitValue();
            }
        });
    }

    /** What a person chose; null or blank for nothing. */
    abstract void accept(@Nullable String value);

    private TextFormatter.Change allowed(TextFormatter.Change change) {
        change.setText(change.getText().replaceAll(refused, ""));
        return change;
    }
}
