package dev.patchbay.ui.patch;

import atlantafx.base.theme.Styles;
import javafx.scene.control.TextField;

/** A name that can be selected with the mouse and copied, and looks like a label. */
final class SelectableText extends TextField {

    SelectableText() {
        setEditable(false);
        setFocusTraversable(false);
        getStyleClass().addAll("selectable-text", "mono", Styles.TEXT_SMALL);
    }

    void show(String text) {
        if (!text.equals(getText())) {
            setText(text);
        }
        setVisible(!text.isEmpty());
        setManaged(!text.isEmpty());
        setPrefColumnCount(text.length());
    }
}
