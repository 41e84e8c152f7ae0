package dev.patchbay.ui.control;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Placeholder for an empty view: an icon, what the view is for, and what to do. */
public final class EmptyState extends VBox {

    public EmptyState(Icon icon, String title, String hint) {
        getStyleClass().add("empty-state");
        setAlignment(Pos.CENTER);
        Label heading = new Label(title);
        heading.getStyleClass().add(Styles.TEXT_BOLD);
        heading.setWrapText(true);
        Label words = new Label(hint);
        words.getStyleClass().add(Styles.TEXT_MUTED);
        words.setWrapText(true);
        getChildren().addAll(icon.node("empty-icon"), heading, words);
    }
}
