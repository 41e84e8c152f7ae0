package dev.patchbay.ui.preview.field;

import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;

/**
 * A number field with arrow buttons. Text is committed on Enter or when the focus leaves; text that is not a number is reset to the last
 * value.
 */
abstract class NumberField<T> extends Spinner<T> {

    private static final double WIDTH = 96;

    NumberField(String id, String name, SpinnerValueFactory<T> factory) {
        super(factory);
        setId(id);
        setAccessibleText(name);
        setEditable(true);
        setMaxWidth(Double.MAX_VALUE);
        setPrefWidth(WIDTH);
        focusedProperty().subscribe(focused -> {
            if (!focused) {
                confirm();
            }
        });
    }

    /** Commits the typed text and shows the resulting value. */
    final void confirm() {
        commitValue();
        getEditor().setText(getValueFactory().getConverter().toString(getValue()));
    }
}
