package dev.patchbay.ui.preview.field;

import java.util.Objects;
import javafx.beans.property.IntegerProperty;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.util.StringConverter;

/** A field for whole numbers in fixed steps, such as frames (4k + 1); typed values are rounded to the nearest valid one. */
final class SteppedSpinner extends NumberField<Integer> {

    /** @param property bound to the field in both directions */
    SteppedSpinner(String id, String name, IntegerProperty property, int smallest, int largest, int step) {
        super(id, name, factory(property, smallest, largest, step));
    }

    private static SpinnerValueFactory<Integer> factory(IntegerProperty property, int smallest, int largest, int step) {
        IntegerSpinnerValueFactory factory = new IntegerSpinnerValueFactory(smallest, largest, property.get(), step);
        factory.setConverter(new StringConverter<>() {
            @Override
            public String toString(Integer value) {
                return Objects.toString(value, "");
            }

            @Override
            public Integer fromString(String typed) {
                return nearest(typed, property.get(), smallest, largest, step);
            }
        });
        property.subscribe(value -> factory.setValue(value.intValue()));
        factory.valueProperty().subscribe(value -> property.set(value));
        return factory;
    }

    private static int nearest(String typed, int present, int smallest, int largest, int step) {
        try {
            double steps = Math.rint((Double.parseDouble(typed.strip()) - smallest) / step);
            return (int) Math.clamp(smallest + steps * step, smallest, largest);
        } catch (NumberFormatException e) {
            return present;
        }
    }
}
