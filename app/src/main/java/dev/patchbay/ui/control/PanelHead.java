package dev.patchbay.ui.control;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The head of a panel or card: its title, and at the right edge the button that puts it away. */
public final class PanelHead extends HBox {

    private final Label title;

    /**
     * @param id of the panel; its button is called {@code id-close}
     * @param key of the title; that of the button's words ends with {@code close} instead of {@code title}
     * @param close puts the panel away
     */
    private PanelHead(String id, String key, Runnable close) {
        title = new Label(Texts.of(key));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button away = Buttons.icon(Icon.CANCEL, Texts.of(key.substring(0, key.lastIndexOf('.')) + ".close"), close);
        away.setId(id + "-close");
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(title, gap, away);
    }

    /** The head of a panel at the edge of the window. */
    public static PanelHead side(String id, String key, Runnable close) {
        PanelHead head = new PanelHead(id, key, close);
        head.title.getStyleClass().add(Styles.TITLE_3);
        head.getStyleClass().add("side-panel-top");
        return head;
    }

    /** The head of a card over the window. */
    public static PanelHead card(String id, String key, Runnable close) {
        PanelHead head = new PanelHead(id, key, close);
        head.title.getStyleClass().add(Styles.TEXT_BOLD);
        return head;
    }
}
