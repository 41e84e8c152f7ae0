package dev.patchbay.ui.preview.field;

import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.setting.PreviewSettings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;

/** The seed, a lock that keeps it for the next run, and a button for a new random one. */
final class SeedField extends HBox {

    private final PreviewSettings settings;
    private final TextField field = new TextField();

    SeedField(PreviewSettings settings) {
        super(4);
        this.settings = settings;
        setAlignment(Pos.CENTER_LEFT);
        field.setId("preview-seed");
        field.setAccessibleText(Texts.of("preview.seed"));
        HBox.setHgrow(field, Priority.ALWAYS);
        TextFormatter<Long> formatter = new TextFormatter<>(
                new StringConverter<Long>() {
                    @Override
                    public String toString(Long value) {
                        return value == null ? "" : value.toString();
                    }

                    @Override
                    public Long fromString(String typed) {
                        return parse(typed, settings.seedProperty().get());
                    }
                },
                settings.seedProperty().get());
        field.setTextFormatter(formatter);
        settings.seedProperty().subscribe(value -> formatter.setValue(value.longValue()));
        formatter.valueProperty().subscribe(value -> settings.seedProperty().set(value));
        field.focusedProperty().subscribe(focused -> confirm());
        Button dice = Buttons.icon(Icon.DICE, Texts.of("preview.seed.roll"), settings::rollSeed);
        dice.setId("preview-seed-roll");
        dice.setFocusTraversable(true);
        getChildren().addAll(field, lock(settings), dice);
    }

    private static ToggleButton lock(PreviewSettings settings) {
        ToggleButton lock = new ToggleButton();
        lock.setId("preview-seed-lock");
        lock.getStyleClass().addAll("button-icon", "flat");
        lock.selectedProperty().bindBidirectional(settings.seedLockedProperty());
        settings.seedLockedProperty().subscribe(locked -> {
            String words = Texts.of(locked ? "preview.seed.locked" : "preview.seed.unlocked");
            lock.setGraphic((locked ? Icon.LOCKED : Icon.UNLOCKED).node());
            lock.setTooltip(new Tooltip(words));
            lock.setAccessibleText(words);
        });
        return lock;
    }

    /** Returns the present seed if the text is not a whole number of 64 bits. */
    private static long parse(String typed, long present) {
        try {
            return Long.parseLong(typed.strip());
        } catch (NumberFormatException e) {
            return present;
        }
    }

    /** Commits the typed text. */
    void confirm() {
        field.commitValue();
        field.setText(Long.toString(settings.seedProperty().get()));
    }
}
