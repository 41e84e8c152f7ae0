package dev.patchbay.ui.preview;

import java.util.Objects;
import javafx.beans.property.IntegerProperty;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.util.StringConverter;

/** A field for whole numbers of which only every so many are possible, such as frames (4k + 1); what is typed goes to the nearest of them. */
final class SteppedSpinner extends Spinner<Integer> {

    private final int smallest;
    private final int largest;
    private final int step;

    /** @param property follows the field and is followed by it */
    SteppedSpinner(String id, String name, IntegerProperty property, int smallest, int largest, int step) {
        this.smallest = smallest;
        this.largest = largest;
        this.step = step;
        setId(id);
        setAccessibleText(name);
        setEditable(true);
        setMaxWidth(Double.MAX_VALUE);
        setPrefWidth(96);
        IntegerSpinnerValueFactory factory = new IntegerSpinnerValueFactory(smallest, largest, property.get(), step);
        factory.setConverter(new StringConverter<>() {
            @Override
            public String toString(Integer value) {
                return Objects.toString(value, "");
            }

            @Override
            public Integer fromString(String typed) {
                return nearest(typed, property.get());
            }
        });
        setValueFactory(factory);
        property.subscribe(value -> factory.setValue(value.intValue()));
        factory.valueProperty().subscribe(value -> property.set(value));
    }

    /** What is no number leaves the value as it was. */
    private int nearest(String typed, int present) {
        try {
            double steps = Math.rint((Double.parseDouble(typed.strip()) - smallest) / step);
            return (int) Math.clamp(smallest + steps * step, smallest, largest);
        } catch (NumberFormatException e) {
            return present;
        }
    }
}
