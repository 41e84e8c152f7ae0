package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** Rank and alpha from the training command, which the file is checked against. */
final class ExpectationFields extends HBox {

    private final RankField rank;
    private final AlphaField alpha;

    ExpectationFields(ShellViewModel model) {
        rank = new RankField(model);
        alpha = new AlphaField(model);
        getStyleClass().add("expectation");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(caption("ui.rank.label"), rank, caption("ui.alpha.label"), alpha);
    }

    /** Moves the focus to the rank field. */
    void askForRank() {
        rank.requestFocus();
    }

    void askForAlpha() {
        alpha.requestFocus();
    }

    private static Label caption(String key) {
        Label label = new Label(Texts.of(key));
        label.getStyleClass().add(Styles.TEXT_MUTED);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
