package dev.patchbay.ui.patch.rules;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.StateSign;
import dev.patchbay.ui.patch.tree.WrappingCell;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
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

/**
 * A rule: checkbox, number, text (a double click edits it), comment, what is wrong with it, and while it is selected what it touches; its
 * hits, and buttons to copy, move and delete it.
 */
final class RuleCell extends WrappingCell<RuleRow> {

    /** How many names of touched tensors are shown. */
    private static final int SHOWN = 24;

    private final RulesModel model;
    private final CheckBox enabled = new CheckBox();
    private final Label number = new Label();
    private final Label text = new Label();
    private final Label comment = new Label();
    private final Label problem = new Label();
    private final Label touched = new Label();
    private final Hyperlink hits = new Hyperlink();
    private final TextField editor = new TextField();
    private final StackPane middle = new StackPane();
    private final HBox row;

    /** @param show shows the rows that a rule touches, by its position */
    RuleCell(RulesModel model, ListView<RuleRow> list, RuleDrag drag, IntConsumer show) {
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
        hits.setFocusTraversable(false);
        hits.setOnAction(event -> show.accept(getItem().position()));
        comment.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED, "rule-comment");
        touched.getStyleClass().addAll("mono", Styles.TEXT_SMALL, Styles.TEXT_MUTED, "rule-touched");
        drag.install(this);
        selectedProperty().subscribe(this::showTouched);
        editor.getStyleClass().add("mono");
        RuleEditing.markErrors(editor, model);
        editor.addEventFilter(KeyEvent.KEY_PRESSED, this::editorKey);
        VBox words = new VBox(middle, comment, problem, touched);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        middle.setAlignment(Pos.CENTER_LEFT);
        row = new HBox(
                enabled,
                number,
                words,
                hits,
                Buttons.icon(Icon.COPY, Texts.of("ui.rules.duplicate"), () -> model.duplicate(getItem().position())),
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
        comment.setText(PlainText.inLine(rule.entry().comment()));
        comment.setGraphic(Icon.COMMENT.node());
        visible(comment, !comment.getText().isEmpty());
        hits.setVisited(false);
        hits.setDisable(rule.hits() == 0);
        showTouched();
        setAccessibleText(String.join(" ", number.getText(), text.getText(), hits.getText(), comment.getText(), problem.getText()));
    }

    /** The first names that the selected rule touches, in the order of the file. */
    private void showTouched() {
        RuleRow rule = getItem();
        List<String> names = rule == null || !isSelected() ? List.of() : model.touched(rule.position(), SHOWN);
        touched.setText(names.stream().map(PlainText::inLine).collect(Collectors.joining("  ")));
        touched.setTooltip(new Tooltip(String.join("\n", names)));
        visible(touched, !names.isEmpty());
    }

    private static void visible(Label label, boolean shown) {
        label.setVisible(shown);
        label.setManaged(shown);
    }

    private void say(Optional<Message> words) {
        problem.setText(words.map(Message::text).orElse(""));
        problem.setGraphic(Icon.ERROR.node());
        visible(problem, words.isPresent());
    }

    @Override
    public void startEdit() {
        super.startEdit();
        if (isEditing()) {
            editor.setText(getItem().line());
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
