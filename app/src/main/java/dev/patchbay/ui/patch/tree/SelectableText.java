package dev.patchbay.ui.patch.tree;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.PlainText;
import javafx.scene.control.TextField;

/** A read-only text that looks like a label and can be selected and copied. */
public final class SelectableText extends TextField {

    public SelectableText() {
        setEditable(false);
        setFocusTraversable(false);
        getStyleClass().addAll("selectable-text", "mono", Styles.TEXT_SMALL);
    }

    /** @param shown may hold what commands a terminal or turns text around; it is shown as text */
    public void show(String shown) {
        String text = PlainText.inLine(shown);
        if (!text.equals(getText())) {
            setText(text);
        }
        setVisible(!text.isEmpty());
        setManaged(!text.isEmpty());
        setPrefColumnCount(text.length());
    }
}
