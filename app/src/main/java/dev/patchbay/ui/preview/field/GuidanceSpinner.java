package dev.patchbay.ui.preview.field;

import javafx.beans.property.ObjectProperty;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.SpinnerValueFactory.DoubleSpinnerValueFactory;
import javafx.util.StringConverter;

/** The field for the scale of classifier-free guidance. */
final class GuidanceSpinner extends NumberField<Double> {

    private static final double LARGEST = 30;
    private static final double STEP = 0.5;

    GuidanceSpinner(String id, String name, ObjectProperty<Double> property) {
        super(id, name, factory(property));
    }

    private static SpinnerValueFactory<Double> factory(ObjectProperty<Double> property) {
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
        property.subscribe(factory::setValue);
        factory.valueProperty().subscribe(value -> property.set(value));
        return factory;
    }

    /** Accepts a decimal comma too; returns the present value if the text is not a number. */
    private static double parse(String typed, double present) {
        try {
            double value = Double.parseDouble(typed.strip().replace(',', '.'));
            return Double.isFinite(value) ? Math.clamp(value, 0, LARGEST) : present;
        } catch (NumberFormatException e) {
            return present;
        }
    }
}
