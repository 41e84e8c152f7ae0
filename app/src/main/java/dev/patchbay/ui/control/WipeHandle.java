package dev.patchbay.ui.control;

import dev.patchbay.ui.fx.Texts;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The line between the two clips of a wipe: dragged by {@link PlayerStage}, moved by the arrow keys when it has the focus. */
final class WipeHandle extends StackPane {

    static final double WIDTH = 28;

    private static final double STEP = 0.02;

    private final Playback playback;

    WipeHandle(Playback playback) {
        this.playback = playback;
        setId("player-wipe");
        getStyleClass().add("wipe-handle");
        setFocusTraversable(true);
        setCursor(Cursor.H_RESIZE);
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleText(Texts.of("player.wipeHandle"));
        Region line = new Region();
        line.getStyleClass().add("wipe-line");
        line.setMaxWidth(2);
        Region grip = new Region();
        grip.getStyleClass().add("wipe-grip");
        grip.setMaxSize(18, 36);
        getChildren().addAll(line, grip);
        addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        playback.wipeProperty().subscribe(wipe -> notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE));
    }

    private void onKey(KeyEvent event) {
        boolean used = true;
        switch (event.getCode()) {
            case LEFT -> playback.moveWipe(-STEP);
            case RIGHT -> playback.moveWipe(STEP);
            case HOME -> playback.wipeProperty().set(0);
            case END -> playback.wipeProperty().set(1);
            default -> used = false;
        }
        if (used) {
            event.consume();
        }
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> playback.wipeProperty().get();
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> 1.0;
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
