package dev.patchbay.ui.preview.field;

import dev.patchbay.ui.preview.setting.ClipField;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.SpinnerValueFactory.DoubleSpinnerValueFactory;
import javafx.util.StringConverter;

/** The field for the scale of classifier-free guidance. */
final class GuidanceSpinner extends NumberField<Double> {

    private static final double LARGEST = 30;
    private static final double STEP = 0.5;

    GuidanceSpinner(String id, String name, ObjectProperty<Double> property) {
        super(id, name, ClipField.GUIDANCE, factory(property));
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
                return decimal(typed).orElse(property.get());
            }
        });
        property.subscribe(factory::setValue);
        factory.valueProperty().subscribe(value -> property.set(value));
        return factory;
    }

    @Override
    Optional<Double> parse(String typed) {
        return decimal(typed);
    }

    /** Accepts a decimal comma too. */
    private static Optional<Double> decimal(String typed) {
        try {
            double value = Double.parseDouble(typed.strip().replace(',', '.'));
            return Optional.of(value).filter(number -> number >= 0 && number <= LARGEST);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
