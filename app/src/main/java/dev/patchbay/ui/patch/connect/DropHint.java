package dev.patchbay.ui.patch.connect;

import dev.patchbay.matching.drop.DropOutcome;
import dev.patchbay.matching.drop.RuleProposal;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.patch.tree.StateSign;
import javafx.scene.control.Label;

/** Shown at the target during a drag: whether it fits, and what would be connected. */
final class DropHint extends Label {

    private static final double WIDEST = 460;

    DropHint() {
        setId("drop-hint");
        setMouseTransparent(true);
        setMaxWidth(WIDEST);
        setWrapText(true);
        setVisible(false);
    }

    void show(DropOutcome outcome) {
        switch (outcome) {
            case DropOutcome.Fits fits -> say(Icon.OK, StateSign.OK, widest(fits).label().text());
            case DropOutcome.Refused refused -> say(Icon.ERROR, StateSign.ERROR, refused.reason().text());
        }
    }

    private void say(Icon icon, String style, String words) {
        setGraphic(icon.node());
        setText(words);
        getStyleClass().setAll("label", "drop-hint", "state", style);
        setVisible(true);
        autosize();
    }

    private static RuleProposal widest(DropOutcome.Fits fits) {
        return fits.proposals().getLast();
    }
}
