package dev.patchbay.ui.patch.heat;

import dev.patchbay.ui.patch.tree.FitState;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.Group;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Rectangle;

/**
 * Colours of the heat strip, read from the style sheet. A canvas cannot be styled by CSS, so invisible shapes receive the colours for it.
 */
final class HeatPalette extends Group {

    private final Map<FitState, Rectangle> states = new EnumMap<>(FitState.class);
    private final Rectangle low = new Rectangle();
    private final Rectangle high = new Rectangle();
    private final Rectangle ink = new Rectangle();
    private final Rectangle words = new Rectangle();
    private final Rectangle line = new Rectangle();
    private final Rectangle cursor = new Rectangle();

    /** @param onChange called when a colour changes with the theme */
    HeatPalette(Runnable onChange) {
        setManaged(false);
        setMouseTransparent(true);
        for (FitState state : FitState.values()) {
            Rectangle swatch = new Rectangle();
            states.put(state, swatch);
            add(swatch, style(state), onChange);
        }
        add(low, "heat-low", onChange);
        add(high, "heat-high", onChange);
        add(ink, "heat-ink", onChange);
        add(words, "heat-words", onChange);
        add(line, "heat-line", onChange);
        add(cursor, "heat-cursor", onChange);
    }

    private void add(Rectangle swatch, String style, Runnable onChange) {
        swatch.getStyleClass().add(style);
        swatch.fillProperty().subscribe(fill -> onChange.run());
        getChildren().add(swatch);
    }

    /** Style class of a state's colour. */
    static String style(FitState state) {
        return switch (state) {
            case NOT_FINITE, UNMATCHED -> "heat-error";
            case MISMATCHED, UNSUPPORTED, ZERO, UNUSUAL -> "heat-warning";
            case FITS -> "heat-ok";
            case UNCHECKED -> "heat-info";
            case FREE, DROPPED, LEFTOVER, FIXED -> "heat-none";
        };
    }

    /** Symbol of a state, so that colour is never the only cue; empty for the ordinary state. */
    static String sign(FitState state) {
        return switch (state) {
            case NOT_FINITE -> "!";
            case UNMATCHED -> "×";
            case MISMATCHED -> "/";
            case UNSUPPORTED -> "?";
            case ZERO -> "0";
            case UNUSUAL -> "~";
            case FITS, UNCHECKED, FREE, DROPPED, LEFTOVER, FIXED -> "";
        };
    }

    /** False for states drawn as an outline only. */
    static boolean isFilled(FitState state) {
        return !style(state).equals("heat-none");
    }

    Paint of(FitState state) {
        Rectangle swatch = states.get(state);
        return swatch == null ? Color.GRAY : swatch.getFill();
    }

    /** Interpolates between the colours for 0 and 1. */
    Paint of(double share) {
        return low.getFill() instanceof Color from && high.getFill() instanceof Color to ? from.interpolate(to, share) : high.getFill();
    }

    Paint ink() {
        return ink.getFill();
    }

    Paint words() {
        return words.getFill();
    }

    Paint line() {
        return line.getFill();
    }

    Paint cursor() {
        return cursor.getFill();
    }
}
