package dev.patchbay.ui.preview.field;

import dev.patchbay.ui.preview.setting.ClipField;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.scene.control.SpinnerValueFactory;
import javafx.util.StringConverter;

/** A field for whole numbers; its arrows go in steps, such as frames (4k + 1). What is typed counts as it is. */
final class SteppedSpinner extends NumberField<Integer> {

    /**
     * @param property bound to the field in both directions
     * @param smallest that the arrows reach; the others are {@code step} apart
     * @param largest that the arrows reach
     */
    SteppedSpinner(String id, String name, ClipField field, IntegerProperty property, int smallest, int largest, int step) {
        super(id, name, field, new Steps(property, smallest, largest, step));
    }

    @Override
    Optional<Integer> parse(String typed) {
        return whole(typed);
    }

    private static Optional<Integer> whole(String typed) {
        try {
            return Optional.of(Integer.parseInt(typed.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static final class Steps extends SpinnerValueFactory<Integer> {

        private final int smallest;
        private final int largest;
        private final int step;

        Steps(IntegerProperty property, int smallest, int largest, int step) {
            this.smallest = smallest;
            this.largest = largest;
            this.step = step;
            setConverter(new StringConverter<>() {
                @Override
                public String toString(Integer value) {
                    return Objects.toString(value, "");
                }

                @Override
                public Integer fromString(String typed) {
                    return whole(typed).orElse(property.get());
                }
            });
            property.subscribe(value -> setValue(value.intValue()));
            valueProperty().subscribe(value -> property.set(value));
        }

        @Override
        public void decrement(int steps) {
            move(Math.ceilDiv(getValue() - smallest, step) - steps);
        }

        @Override
        public void increment(int steps) {
            move(Math.floorDiv(getValue() - smallest, step) + steps);
        }

        private void move(int to) {
            setValue((int) Math.clamp((long) smallest + (long) to * step, smallest, largest));
        }
    }
}
