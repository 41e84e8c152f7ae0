package dev.patchbay.ui.shell.document;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks before the window is closed while a workspace file differs from what is shown. */
public final class CloseQuestion extends VBox {

    private final Label title = new Label();
    private final Button save;

    /**
     * @param onSave saves and closes
     * @param onDiscard closes without saving
     * @param onCancel leaves the window open
     */
    public CloseQuestion(Runnable onSave, Runnable onDiscard, Runnable onCancel) {
        setId("close-question");
        getStyleClass().add("question-card");
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        title.getStyleClass().add(Styles.TITLE_4);
        Label words = new Label(Texts.of("ui.close.words"));
        words.setWrapText(true);
        words.setMaxWidth(420);
        words.getStyleClass().add(Styles.TEXT_MUTED);
        save = Buttons.accent(Icon.CHECK, Texts.of("ui.close.save"), onSave);
        save.setId("close-save");
        save.setDefaultButton(true);
        Button discard = Buttons.text(Texts.of("ui.close.discard"), onDiscard);
        discard.setId("close-discard");
        Button cancel = Buttons.text(Texts.of("ui.close.cancel"), onCancel);
        cancel.setId("close-cancel");
        cancel.setCancelButton(true);
        HBox buttons = new HBox(8, cancel, discard, save);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, words, buttons);
    }

    /** @param name of the workspace file */
    public void ask(String name) {
        title.setText(Texts.of("ui.close.title", name));
        save.requestFocus();
    }
}
