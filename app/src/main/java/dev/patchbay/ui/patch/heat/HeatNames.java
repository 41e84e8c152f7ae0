package dev.patchbay.ui.patch.heat;

import dev.patchbay.message.PlainText;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** Shortens names of the heat strip to the available width. */
final class HeatNames {

    /** Greatest length of a target module name in the row header. */
    static final int MOST_LETTERS = 26;

    private static final String DOTS = "…";

    private HeatNames() {}

    /** The end of a long name: that part tells target modules apart. */
    static String shortened(String whole, int letters) {
        String name = PlainText.inLine(whole);
        return name.length() <= letters ? name : DOTS + name.substring(name.length() - letters + 1);
    }

    /** The last number of a block label, {@code 3} of {@code 0.3}: the group header shows the rest. */
    static String number(String label) {
        return label.substring(label.lastIndexOf('.') + 1);
    }

    /** The longest end of a name that fits the width; empty if it would be meaningless. */
    static String fitting(String name, double width, Font font) {
        for (int letters = name.length(); letters > 2; letters--) {
            String shown = shortened(name, letters);
            if (width(shown, font) <= width) {
                return shown;
            }
        }
        return "";
    }

    static double width(String text, Font font) {
        Text measure = new Text(text);
        measure.setFont(font);
        return measure.getLayoutBounds().getWidth();
    }
}
