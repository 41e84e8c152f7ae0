package dev.patchbay.ui.patch.rules;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.StateSign;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The rules in the order in which they are applied, and a field to add one. */
public final class RulesView extends BorderPane {

    private final RulesModel model;
    private final ListView<RuleRow> list;
    private final TextField line = new TextField();
    private final Label error = new Label();
    private int chosen = -1;

    /** @param show shows the rows that a rule touches, by its position */
    public RulesView(RulesModel model, IntConsumer show) {
        this.model = model;
        list = new ListView<>(model.rows());
        RuleDrag drag = new RuleDrag(model);
        list.setId("rules");
        list.setEditable(true);
        list.setAccessibleText(Texts.of("ui.rules"));
        list.setCellFactory(view -> new RuleCell(model, list, drag, show));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.getSelectionModel().selectedIndexProperty().subscribe(index -> chosen = index.intValue() < 0 ? chosen : index.intValue());
        model.rows().addListener((ListChangeListener<RuleRow>) change -> keepChosen());
        list.setPlaceholder(new EmptyState(Icon.RULES, Texts.of("ui.rules.none"), Texts.of("ui.rules.none.hint")));
        setCenter(list);
        setBottom(newRule());
    }

    /** Keys for the selected rule: Delete, Ctrl+D for a copy, Alt with the arrows to move it. */
    private void key(KeyEvent event) {
        RuleRow row = list.getSelectionModel().getSelectedItem();
        boolean typing = event.getTarget() instanceof TextField;
        if (row == null || typing) {
            return;
        }
        int position = row.position();
        if (event.getCode() == KeyCode.DELETE) {
            model.delete(position);
        } else if (event.getCode() == KeyCode.D && event.isShortcutDown()) {
            model.duplicate(position);
            select(position + 1);
        } else if (event.isAltDown() && (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN)) {
            int to = position + (event.getCode() == KeyCode.UP ? -1 : 1);
            model.moveTo(position, to);
            select(Math.clamp(to, 0, list.getItems().size() - 1));
        } else {
            return;
        }
        event.consume();
    }

    /** A list that gets new rows selects none of them; the rows of the same rules come again with each analysis. */
    private void keepChosen() {
        if (list.getSelectionModel().isEmpty() && chosen >= 0 && !list.getItems().isEmpty()) {
            list.getSelectionModel().select(Math.min(chosen, list.getItems().size() - 1));
        }
    }

    /** Selects a rule and scrolls to it. */
    public void select(int position) {
        chosen = position;
        list.getSelectionModel().clearAndSelect(position);
        list.scrollTo(position);
    }

    private VBox newRule() {
        line.setId("new-rule");
        line.setPromptText(Texts.of("ui.rules.prompt"));
        line.setAccessibleText(Texts.of("ui.rules.prompt"));
        line.getStyleClass().addAll("mono", Styles.SMALL);
        line.setOnAction(event -> add());
        line.textProperty().subscribe(text -> say(Optional.empty()));
        RuleEditing.markErrors(line, model);
        HBox.setHgrow(line, Priority.ALWAYS);
        error.getStyleClass().addAll(Styles.TEXT_SMALL, "state", StateSign.ERROR);
        error.setGraphic(Icon.ERROR.node());
        error.setWrapText(true);
        say(Optional.empty());
        VBox box = new VBox(line, error);
        box.getStyleClass().add("new-rule");
        return box;
    }

    private void add() {
        Optional<Message> problem = model.add(line.getText());
        if (problem.isEmpty()) {
            line.clear();
        }
        say(problem);
    }

    private void say(Optional<Message> problem) {
        error.setText(problem.map(Message::text).orElse(""));
        error.setVisible(problem.isPresent());
        error.setManaged(problem.isPresent());
    }
}
