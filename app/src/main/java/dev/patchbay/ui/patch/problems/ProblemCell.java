package dev.patchbay.ui.patch.problems;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.SelectableText;
import dev.patchbay.ui.patch.tree.StateSign;
import dev.patchbay.ui.patch.tree.WrappingCell;
import java.util.List;
import java.util.StringJoiner;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A problem: severity icon, sentence, affected tensors, and a button for its best fix; other fixes in a small menu. */
final class ProblemCell extends WrappingCell<Problem> {

    private final ProblemsModel model;
    private final Label sign = new Label();
    private final Label sentence = new Label();
    private final Label details = new Label();
    private final SelectableText name = new SelectableText();
    private final Button fix = new Button();
    private final MenuButton others = new MenuButton(null, Icon.DOWN.node());
    private final HBox row;

    /** @param list whose width determines the line wrapping */
    ProblemCell(ProblemsModel model, ListView<Problem> list) {
        super(list);
        this.model = model;
        sentence.setWrapText(true);
        sentence.getStyleClass().add("problem-sentence");
        details.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        fix.getStyleClass().addAll(Styles.SMALL, "fix-button");
        fix.setFocusTraversable(false);
        others.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, Styles.BUTTON_ICON);
        others.setFocusTraversable(false);
        others.setAccessibleText(Texts.of("ui.problems.otherFixes"));
        name.setId("problem-name");
        name.setAccessibleText(Texts.of("ui.problems.name"));
        name.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> list.getSelectionModel().select(getIndex()));
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        details.setMinWidth(USE_PREF_SIZE);
        HBox facts = new HBox(details, name);
        facts.getStyleClass().add("problem-facts");
        facts.setAlignment(Pos.CENTER_LEFT);
        VBox words = new VBox(sentence, facts);
        words.getStyleClass().add("problem-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox fixes = new HBox(fix, others);
        fixes.setAlignment(Pos.CENTER_RIGHT);
        fixes.setMinWidth(USE_PREF_SIZE);
        row = new HBox(sign, words, fixes);
        row.getStyleClass().add("problem-row");
        row.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(@Nullable Problem problem, boolean empty) {
        super.updateItem(problem, empty);
        showContent(problem == null || empty ? null : row);
        if (problem != null && !empty) {
            show(problem);
        }
    }

    private void show(Problem problem) {
        StateSign severity = StateSign.of(problem.severity());
        sign.setGraphic(severity.icon().node());
        sign.getStyleClass().setAll("label", "state", "problem-sign", severity.style());
        sentence.setText(sentence(problem));
        details.setText(details(problem, severity));
        name.show(problem.tensors().isEmpty() ? problem.module() : problem.tensors().getFirst());
        setContextMenu(ProblemCopies.menu(problem));
        setAccessibleText(severity.word() + ": " + sentence.getText());
        List<QuickFix> fixes = problem.fixes();
        fix.setVisible(!fixes.isEmpty());
        fix.setManaged(!fixes.isEmpty());
        others.setVisible(fixes.size() > 1);
        others.setManaged(fixes.size() > 1);
        if (!fixes.isEmpty()) {
            QuickFix best = fixes.getFirst();
            fix.setText(best.label().text());
            fix.setGraphic((best instanceof QuickFix.ResizeRank ? Icon.COPY : Icon.FIX).node());
            fix.setOnAction(event -> model.fix(best));
            others.getItems().setAll(fixes.stream().skip(1).map(this::item).toList());
        }
    }

    private MenuItem item(QuickFix other) {
        MenuItem item = new MenuItem(other.label().text());
        item.setOnAction(event -> model.fix(other));
        return item;
    }

    private static String sentence(Problem problem) {
        return problem.message().text();
    }

    private static String details(Problem problem, StateSign severity) {
        StringJoiner details = new StringJoiner("  ·  ");
        details.add(severity.word());
        details.add(ProblemWords.title(problem.code()));
        if (!problem.tensors().isEmpty()) {
            details.add(Texts.counted("ui.count.tensors", problem.tensors().size()).text());
        }
        if (!problem.expected().isEmpty() && !sentence(problem).contains(problem.expected())) {
            details.add(Texts.of("ui.problems.expected", problem.expected()));
        }
        if (problem.severity() != Severity.INFO && !problem.found().isEmpty() && !sentence(problem).contains(problem.found())) {
            details.add(Texts.of("ui.problems.found", problem.found()));
        }
        return details.toString();
    }
}
