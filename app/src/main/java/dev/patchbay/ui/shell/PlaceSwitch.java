package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** Switches between places, always showing which one is open. */
final class PlaceSwitch extends HBox {

    private final ToggleGroup group = new ToggleGroup();

    PlaceSwitch(List<Place> places, ObjectProperty<Place> shown) {
        getStyleClass().add("place-switch");
        setMinWidth(USE_PREF_SIZE);
        for (Place place : places) {
            ToggleButton button = new ToggleButton(place.title().text(), place.icon().node());
            button.setId("switch-" + place.id());
            button.setToggleGroup(group);
            button.setUserData(place);
            button.setFocusTraversable(false);
            button.getStyleClass().addAll(Styles.SMALL, pill(places, place));
            button.setOnAction(event -> {
                button.setSelected(true);
                shown.set(place);
            });
            getChildren().add(button);
        }
        shown.subscribe(place -> group.getToggles().stream()
                .filter(toggle -> toggle.getUserData() == place)
                .forEach(toggle -> toggle.setSelected(true)));
    }

    private static String pill(List<Place> places, Place place) {
        if (place == places.getFirst()) {
            return Styles.LEFT_PILL;
        }
        return place == places.getLast() ? Styles.RIGHT_PILL : Styles.CENTER_PILL;
    }
}
