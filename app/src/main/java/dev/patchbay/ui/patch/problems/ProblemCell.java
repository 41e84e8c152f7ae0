package dev.patchbay.ui.patch.problems;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.SelectableText;
import dev.patchbay.ui.patch.tree.StateSign;
import dev.patchbay.ui.patch.tree.WrappingCell;
import java.util.List;
import java.util.StringJoiner;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A cause or a problem folded under one: severity icon, sentence, affected tensors, and a button for its best fix; other fixes in a small
 * menu. A cause of several problems has a button that shows them.
 */
final class ProblemCell extends WrappingCell<ProblemRow> {

    /** In a list that is narrower, buttons have icons only. */
    static final double NARROW = 760;

    private static final PseudoClass FOLDED = PseudoClass.getPseudoClass("folded");

    private final ProblemsModel model;
    private final Label sign = new Label();
    private final Label sentence = new Label();
    private final Label details = new Label();
    private final SelectableText name = new SelectableText();
    private final Button opener = new Button();
    private final Button fix = new Button();
    private final MenuButton others = new MenuButton(null, Icon.DOWN.node());
    private final HBox row;

    /** @param list whose width determines the line wrapping */
    ProblemCell(ProblemsModel model, ListView<ProblemRow> list) {
        super(list);
        this.model = model;
        sentence.setWrapText(true);
        sentence.getStyleClass().add("problem-sentence");
        details.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        opener.setId("open-cause");
        opener.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        opener.setFocusTraversable(false);
        opener.setContentDisplay(ContentDisplay.RIGHT);
        opener.setMinWidth(USE_PREF_SIZE);
        fix.getStyleClass().addAll(Styles.SMALL, "fix-button");
        fix.setFocusTraversable(false);
        fix.setTooltip(new Tooltip());
        fix.getTooltip().textProperty().bind(fix.textProperty());
        list.widthProperty().subscribe(width -> shrink(width.doubleValue() < NARROW));
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
        HBox fixes = new HBox(opener, fix, others);
        fixes.setAlignment(Pos.CENTER_RIGHT);
        fixes.setMinWidth(USE_PREF_SIZE);
        row = new HBox(sign, words, fixes);
        row.getStyleClass().add("problem-row");
        row.setAlignment(Pos.CENTER_LEFT);
    }

    /** In a narrow list the words of buttons give way to icons. */
    private void shrink(boolean narrow) {
        ContentDisplay shown = narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        fix.setContentDisplay(shown);
        opener.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.RIGHT);
    }

    @Override
    protected void updateItem(@Nullable ProblemRow shown, boolean empty) {
        super.updateItem(shown, empty);
        showContent(shown == null || empty ? null : row);
        pseudoClassStateChanged(FOLDED, shown != null && !empty && !shown.isCause());
        if (shown != null && !empty) {
            show(shown);
        }
    }

    private void show(ProblemRow shown) {
        StateSign severity = StateSign.of(shown.severity());
        sign.setGraphic(severity.icon().node());
        sign.getStyleClass().setAll("label", "state", "problem-sign", severity.style());
        sentence.setText(shown.sentence());
        details.setText(details(shown, severity));
        name.show(shown.problem().map(ProblemCell::example).orElse(""));
        setContextMenu(ProblemCopies.menu(shown));
        setAccessibleText(words(shown, severity));
        showOpener(shown);
        showFixes(shown.fixes());
    }

    /** What a screen reader says of the row: severity, sentence, and what the row holds. */
    private static String words(ProblemRow shown, StateSign severity) {
        String said = severity.word() + ": " + shown.sentence();
        return shown.opens() ? said + " " + Texts.of(shown.isOpen() ? "ui.problems.isOpen" : "ui.problems.isClosed", count(shown)) : said;
    }

    private static Message count(ProblemRow shown) {
        return Texts.counted("ui.count.problems", shown.folded().size());
    }

    private void showOpener(ProblemRow shown) {
        opener.setVisible(shown.opens());
        opener.setManaged(shown.opens());
        opener.setText(count(shown).text());
        opener.setGraphic((shown.isOpen() ? Icon.UP : Icon.DOWN).node());
        opener.setAccessibleText(Texts.of(shown.isOpen() ? "ui.problems.hide" : "ui.problems.show", count(shown)));
        opener.setOnAction(event -> model.open(shown, !shown.isOpen()));
    }

    private void showFixes(List<QuickFix> fixes) {
        fix.setVisible(!fixes.isEmpty());
        fix.setManaged(!fixes.isEmpty());
        others.setVisible(fixes.size() > 1);
        others.setManaged(fixes.size() > 1);
        if (!fixes.isEmpty()) {
            QuickFix best = fixes.getFirst();
            fix.setText(best.label().text());
            fix.setAccessibleText(fix.getText());
            fix.setGraphic((best instanceof QuickFix.ResizeRank ? Icon.COPY : Icon.FIX).node());
            fix.setOnAction(event -> model.fix(best));
            others.getItems().setAll(fixes.stream().skip(1).map(this::item).toList());
        }
    }

    private MenuItem item(QuickFix other) {
        MenuItem item = Buttons.item(other.label().text());
        item.setOnAction(event -> model.fix(other));
        return item;
    }

    private static String example(Problem problem) {
        return problem.tensors().isEmpty() ? problem.module() : problem.tensors().getFirst();
    }

    private static String details(ProblemRow shown, StateSign severity) {
        StringJoiner details = new StringJoiner("  ·  ");
        details.add(severity.word());
        details.add(shown.under().map(Problem::code).map(ProblemWords::title).orElseGet(() -> ProblemWords.title(shown.cause().code())));
        int tensors = shown.under().map(Problem::tensors).orElseGet(shown.cause()::tensors).size();
        if (tensors > 0) {
            details.add(Texts.counted("ui.count.tensors", tensors).text());
        }
        if (!shown.opens()) {
            shown.problem().ifPresent(problem -> addDifference(problem, shown.sentence(), details));
        }
        return details.toString();
    }

    private static void addDifference(Problem problem, String sentence, StringJoiner details) {
        if (!problem.expected().isEmpty() && !sentence.contains(problem.expected())) {
            details.add(Texts.of("ui.problems.expected", problem.expected()));
        }
        if (problem.severity() != Severity.INFO && !problem.found().isEmpty() && !sentence.contains(problem.found())) {
            details.add(Texts.of("ui.problems.found", problem.found()));
        }
    }
}
