package dev.patchbay.ui.preview;

import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.DoubleSpinnerValueFactory;
import javafx.util.StringConverter;

/** The field for classifier-free guidance. */
final class GuidanceSpinner extends Spinner<Double> {

    private static final double LARGEST = 30;
    private static final double STEP = 0.5;

    GuidanceSpinner(String id, String name, ObjectProperty<Double> property) {
        setId(id);
        setAccessibleText(name);
        setEditable(true);
        setMaxWidth(Double.MAX_VALUE);
        setPrefWidth(96);
        DoubleSpinnerValueFactory factory = new DoubleSpinnerValueFactory(0, LARGEST, property.get(), STEP);
        factory.setConverter(new StringConverter<>() {
            @Override
            public String toString(Double value) {
                return value == null ? "" : Numbers.plain(value);
            }

            @Override
            public Double fromString(String typed) {
                return parse(typed, property.get());
            }
        });
        setValueFactory(factory);
        property.subscribe(factory::setValue);
        factory.valueProperty().subscribe(value -> property.set(value));
    }

    /** A decimal comma is understood too; what is no number leaves the value as it was. */
    private static double parse(String typed, double present) {
        try {
            double value = Double.parseDouble(typed.strip().replace(',', '.'));
            return Double.isFinite(value) ? Math.clamp(value, 0, LARGEST) : present;
        } catch (NumberFormatException e) {
            return present;
        }
    }
}
