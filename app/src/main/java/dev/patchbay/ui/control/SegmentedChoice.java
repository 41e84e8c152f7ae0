package dev.patchbay.ui.control;

import javafx.beans.property.Property;
import javafx.scene.control.ToggleButton;
import org.controlsfx.control.SegmentedButton;

/** Buttons in a row of which exactly one is selected: the one whose value the property has. */
public final class SegmentedChoice<T> extends SegmentedButton {

    private final Property<T> chosen;

    public SegmentedChoice(Property<T> chosen) {
        this.chosen = chosen;
        setMinWidth(USE_PREF_SIZE);
    }

    /** Adds a button that sets the property to this value. */
    public void add(T value, ToggleButton button) {
        button.setOnAction(event -> {
            button.setSelected(true); // clicking the selected button must not deselect it
            chosen.setValue(value);
        });
        chosen.subscribe(now -> button.setSelected(value.equals(now)));
        getButtons().add(button);
    }
}
