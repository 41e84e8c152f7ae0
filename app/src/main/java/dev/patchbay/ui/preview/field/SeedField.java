package dev.patchbay.ui.preview.field;

import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.setting.PreviewSettings;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The seed, a lock that keeps it for the next run, and a button for a new random one. */
final class SeedField extends HBox {

    private final PreviewSettings settings;
    private final TextField field = new TextField();
    private final FieldMark mark = new FieldMark(field);

    SeedField(PreviewSettings settings) {
        super(4);
        this.settings = settings;
        setAlignment(Pos.CENTER_LEFT);
        field.setId("preview-seed");
        field.setAccessibleText(Texts.of("preview.seed"));
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setText(Long.toString(settings.seedProperty().get()));
        field.textProperty().subscribe(this::take);
        settings.seedProperty().subscribe(seed -> show(seed.longValue()));
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

    private void take(String typed) {
        Optional<Long> seed = parse(typed);
        mark.typed(seed.isPresent() ? Optional.empty() : Optional.of(NumberField.noNumber(typed)));
        seed.ifPresent(settings.seedProperty()::set);
    }

    private void show(long seed) {
        if (parse(field.getText()).filter(shown -> shown == seed).isEmpty()) {
            field.setText(Long.toString(seed));
        }
    }

    /** A whole number of 64 bits. */
    private static Optional<Long> parse(String typed) {
        try {
            return Optional.of(Long.parseLong(typed.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    FieldMark mark() {
        return mark;
    }

    @Override
    public void requestFocus() {
        field.requestFocus();
    }
}
