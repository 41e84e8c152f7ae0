package dev.patchbay.ui.control;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;

/** Buttons in the few styles the window uses. */
public final class Buttons {

    private Buttons() {}

    /** A flat button with an icon and no text; {@code words} become its tooltip and its accessible name. */
    public static Button icon(Icon icon, String words, Runnable action) {
        Button button = new Button(null, icon.node());
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setFocusTraversable(false);
        button.setOnAction(event -> action.run());
        return button;
    }

    public static Button text(String words, Runnable action) {
        Button button = new Button(words);
        button.setMnemonicParsing(false); // names have underscores
        button.setOnAction(event -> action.run());
        return button;
    }

    /** An item of a menu. Names have underscores, which are no mnemonics. */
    public static MenuItem item(String words) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        return item;
    }

    /** A highlighted button, for the main action of a view. */
    public static Button accent(Icon icon, String words, Runnable action) {
        Button button = text(words, action);
        button.setGraphic(icon.node());
        button.getStyleClass().add(Styles.ACCENT);
        return button;
    }
}
