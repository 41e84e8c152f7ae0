package dev.patchbay.ui.preview.made;

import dev.patchbay.ui.fx.Texts;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;

/** What the second picture shows, and how much differences are amplified. */
public final class DifferenceBar extends HBox {

    /** @param two whether there are two clips to compare */
    public DifferenceBar(DifferenceModel model, ObservableValue<Boolean> two) {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        Label label = new Label(Texts.of("preview.difference"));
        label.setMinWidth(USE_PREF_SIZE);
        ComboBox<DifferenceModel.Kind> kind = box("preview-difference", model.kindProperty(),
                one -> Texts.of("preview.difference." + one.name().toLowerCase(Locale.ROOT)));
        kind.getItems().setAll(DifferenceModel.Kind.values());
        label.setLabelFor(kind);
        ComboBox<Integer> gain = box("preview-difference-gain", model.gainProperty(), one -> Texts.of("preview.difference.times", one));
        gain.getItems().setAll(DifferenceModel.GAINS);
        gain.setAccessibleText(Texts.of("preview.difference.gain"));
        gain.visibleProperty().bind(model.kindProperty().map(one -> one != DifferenceModel.Kind.OFF));
        getChildren().addAll(label, kind, gain);
        visibleProperty().bind(two);
        managedProperty().bind(visibleProperty());
    }

    private static <T> ComboBox<T> box(String id, Property<T> value, Function<T, String> words) {
        ComboBox<T> box = new ComboBox<>();
        box.setId(id);
        box.setMinWidth(USE_PREF_SIZE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T one) {
                return one == null ? "" : words.apply(one);
            }

            @Override
            public T fromString(String typed) {
                throw new UnsupportedOperationException(typed);
            }
        });
        box.valueProperty().bindBidirectional(value);
        return box;
    }
}
