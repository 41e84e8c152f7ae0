package dev.patchbay.ui.preview;

import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;

/**
 * A field for a number with arrows; what is typed counts when it is confirmed or left, and what is no number falls back to the
 * last value.
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

    /** Takes over what is typed, and shows the value that came of it. */
    final void confirm() {
        commitValue();
        getEditor().setText(getValueFactory().getConverter().toString(getValue()));
    }
}
