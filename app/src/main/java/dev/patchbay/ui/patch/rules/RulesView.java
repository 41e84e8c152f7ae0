package dev.patchbay.ui.patch.rules;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.StateSign;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The rules in the order in which they are applied, and a field to add one. */
public final class RulesView extends BorderPane {

    private final RulesModel model;
    private final TextField line = new TextField();
    private final Label error = new Label();

    public RulesView(RulesModel model) {
        this.model = model;
        ListView<RuleRow> list = new ListView<>(model.rows());
        list.setId("rules");
        list.setEditable(true);
        list.setAccessibleText(Texts.of("ui.rules"));
        list.setCellFactory(view -> new RuleCell(model, list));
        list.setPlaceholder(new EmptyState(Icon.RULES, Texts.of("ui.rules.none"), Texts.of("ui.rules.none.hint")));
        setCenter(list);
        setBottom(newRule());
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
