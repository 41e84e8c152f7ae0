package dev.patchbay.ui.control;

import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/** Shows the tooltip of a control also while the control is disabled, when it gets no mouse events of its own: then it says why. */
public final class WhyDisabled extends StackPane {

    /** @param control has a tooltip */
    public WhyDisabled(Control control) {
        super(control);
        setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        Tooltip words = new Tooltip();
        words.setWrapText(true);
        words.setMaxWidth(420);
        words.setOnShowing(event -> words.setText(control.getTooltip() == null ? "" : control.getTooltip().getText()));
        control.disabledProperty().subscribe(disabled -> {
            if (disabled) {
                Tooltip.install(this, words);
            } else {
                Tooltip.uninstall(this, words);
            }
        });
    }
}
