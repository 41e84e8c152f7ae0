package dev.patchbay.ui.patch.rules;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.StateSign;
import dev.patchbay.ui.patch.tree.WrappingCell;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A rule: checkbox, number, text (a double click edits it), error, hits, and buttons to move and delete it. */
final class RuleCell extends WrappingCell<RuleRow> {

    private final RulesModel model;
    private final CheckBox enabled = new CheckBox();
    private final Label number = new Label();
    private final Label text = new Label();
    private final Label problem = new Label();
    private final Label hits = new Label();
    private final TextField editor = new TextField();
    private final StackPane middle = new StackPane();
    private final HBox row;

    RuleCell(RulesModel model, ListView<RuleRow> list) {
        super(list);
        this.model = model;
        getStyleClass().add("rule-cell");
        enabled.setFocusTraversable(false);
        enabled.setOnAction(event -> model.enable(getItem().position(), enabled.isSelected()));
        number.getStyleClass().addAll("rule-number", Styles.TEXT_MUTED);
        text.getStyleClass().addAll("mono", "rule-text");
        text.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        problem.getStyleClass().addAll(Styles.TEXT_SMALL, "state", StateSign.ERROR);
        problem.setWrapText(true);
        hits.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED, "rule-hits");
        hits.setMinWidth(USE_PREF_SIZE);
        editor.getStyleClass().add("mono");
        RuleEditing.markErrors(editor, model);
        editor.addEventFilter(KeyEvent.KEY_PRESSED, this::editorKey);
        VBox words = new VBox(middle, problem);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        middle.setAlignment(Pos.CENTER_LEFT);
        row = new HBox(
                enabled,
                number,
                words,
                hits,
                Buttons.icon(Icon.UP, Texts.of("ui.rules.up"), () -> model.move(getItem().position(), -1)),
                Buttons.icon(Icon.DOWN, Texts.of("ui.rules.down"), () -> model.move(getItem().position(), 1)),
                Buttons.icon(Icon.DELETE, Texts.of("ui.rules.delete"), () -> model.delete(getItem().position())));
        row.getStyleClass().add("rule-row");
        row.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(@Nullable RuleRow rule, boolean empty) {
        super.updateItem(rule, empty);
        showContent(rule == null || empty ? null : row);
        setTooltip(null);
        if (rule != null && !empty) {
            show(rule);
        }
    }

    private void show(RuleRow rule) {
        enabled.setSelected(rule.entry().enabled());
        enabled.setAccessibleText(Texts.of("ui.rules.enabled", rule.position() + 1));
        number.setText(String.valueOf(rule.position() + 1));
        text.setText(PlainText.inLine(rule.text()));
        text.setTooltip(new Tooltip(text.getText()));
        middle.getChildren().setAll(text);
        hits.setText(Texts.counted("ui.count.hits", rule.hits()).text());
        boolean idle = rule.hits() == 0 || !rule.entry().enabled();
        text.setOpacity(idle ? 0.55 : 1);
        say(rule.problem());
        setAccessibleText(number.getText() + " " + text.getText() + " " + hits.getText());
    }

    private void say(Optional<Message> words) {
        problem.setText(words.map(Message::text).orElse(""));
        problem.setGraphic(Icon.ERROR.node());
        problem.setVisible(words.isPresent());
        problem.setManaged(words.isPresent());
    }

    @Override
    public void startEdit() {
        super.startEdit();
        if (isEditing()) {
            editor.setText(getItem().text());
            middle.getChildren().setAll(editor);
            editor.requestFocus();
            editor.selectAll();
        }
    }

    @Override
    public void cancelEdit() {
        super.cancelEdit();
        if (getItem() != null) {
            show(getItem());
        }
    }

    private void editorKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            Optional<Message> error = model.edit(getItem().position(), editor.getText());
            say(error);
            if (error.isEmpty()) {
                cancelEdit();
            }
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            cancelEdit();
            event.consume();
        }
    }
}
