package dev.patchbay.ui.patch.connect;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.RowPair;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** Shows which pairs are held for the next connection, while there are any. */
final class HeldBar extends HBox {

    private final Label words = new Label(null, Icon.CABLE.node());

    /** @param release discards them */
    HeldBar(Runnable release) {
        setId("held");
        getStyleClass().addAll("drop-hint", "held-bar");
        setAlignment(Pos.CENTER_LEFT);
        words.getStyleClass().add(Styles.TEXT_SMALL);
        getChildren().addAll(words, Buttons.icon(Icon.CANCEL, Texts.of("ui.held.release"), release));
        setVisible(false);
    }

    void show(List<RowPair> held) {
        setVisible(!held.isEmpty());
        words.setText(Texts.counted("ui.held", held.size()).text());
        words.setTooltip(new Tooltip(held.stream().map(HeldBar::names).collect(Collectors.joining("\n"))));
        setAccessibleText(words.getText());
    }

    private static String names(RowPair pair) {
        return PlainText.inLine(pair.source().path() + " → " + pair.target().path());
    }
}
