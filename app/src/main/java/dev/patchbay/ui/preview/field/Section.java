package dev.patchbay.ui.preview.field;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.fx.Texts;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** A group of settings under a heading. */
public final class Section extends VBox {

    public Section(String key, Node... content) {
        super(8);
        Label heading = new Label(Texts.of(key));
        heading.getStyleClass().addAll(Styles.TEXT_BOLD, "preview-heading");
        getChildren().add(heading);
        getChildren().addAll(content);
    }
}
