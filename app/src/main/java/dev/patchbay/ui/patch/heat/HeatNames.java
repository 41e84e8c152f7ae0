package dev.patchbay.ui.patch.heat;

import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** Names of the heat strip in the room there is. */
final class HeatNames {

    /** Of a target module beside its row. */
    static final int MOST_LETTERS = 26;

    private static final String DOTS = "…";

    private HeatNames() {}

    /** The end of a long name: what tells target modules apart stands there. */
    static String shortened(String name, int letters) {
        return name.length() <= letters ? name : DOTS + name.substring(name.length() - letters + 1);
    }

    /** The last number of a block's label: {@code 0.3} stands in a group that says the rest. */
    static String number(String label) {
        return label.substring(label.lastIndexOf('.') + 1);
    }

    /** As much of the end of a name as fits; nothing if that says nothing. */
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
