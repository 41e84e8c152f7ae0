package dev.patchbay.ui.preview.field;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.setting.PreviewSettings;
import javafx.beans.property.StringProperty;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/** Prompt and negative prompt. */
public final class PromptSection extends VBox {

    private static final int PROMPT_ROWS = 3;
    private static final int NEGATIVE_ROWS = 1;

    public PromptSection(PreviewSettings settings) {
        super(12);
        getChildren().addAll(
                field("preview-prompt", "preview.prompt", "preview.prompt.hint", settings.promptProperty(), PROMPT_ROWS),
                field("preview-negative", "preview.negative", "preview.negative.hint", settings.negativePromptProperty(), NEGATIVE_ROWS));
    }

    private static VBox field(String id, String key, String hint, StringProperty property, int rows) {
        Label label = new Label(Texts.of(key));
        label.getStyleClass().addAll(Styles.TEXT_BOLD, "preview-heading");
        TextArea area = new TextArea();
        area.setId(id);
        area.setPromptText(Texts.of(hint));
        area.setWrapText(true);
        area.setPrefRowCount(rows);
        area.setMinHeight(USE_PREF_SIZE);
        area.textProperty().bindBidirectional(property);
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> leaveOnTab(area, event));
        label.setLabelFor(area);
        return new VBox(8, label, area);
    }

    /** Tab moves the focus instead of inserting a tab, so that the field can be left with the keyboard. */
    private static void leaveOnTab(TextArea area, KeyEvent event) {
        if (event.getCode() == KeyCode.TAB && !event.isControlDown()) {
            area.requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            event.consume();
        }
    }
}
