package dev.patchbay.ui.patch.problems;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.StateSign;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** Which problems to show: by severity, by kind, each with how many there are. */
final class ProblemFilters extends HBox {

    private final ProblemsModel model;

    ProblemFilters(ProblemsModel model) {
        this.model = model;
        getStyleClass().add("problem-filters");
        setAlignment(Pos.CENTER_LEFT);
    }

    void refresh(Optional<InspectionReport> report) {
        getChildren().setAll(severities(report), codes());
    }

    private Node severities(Optional<InspectionReport> report) {
        ToggleGroup group = new ToggleGroup();
        HBox filters = new HBox();
        filters.getStyleClass().add("filters");
        long all = report.map(found -> (long) found.problems().size()).orElse(0L);
        filters.getChildren().add(severity(group, Optional.empty(), Texts.of("ui.problems.all", all), Styles.LEFT_PILL));
        for (Severity severity : Severity.values()) {
            long count = report.map(found -> found.count(severity)).orElse(0L);
            String words = Texts.of("ui.problems.filter", StateSign.of(severity).word(), count);
            ToggleButton button =
                    severity(group, Optional.of(severity), words, severity == Severity.INFO ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
            button.setGraphic(StateSign.of(severity).icon().node("state", StateSign.of(severity).style()));
            filters.getChildren().add(button);
        }
        filters.setMinWidth(USE_PREF_SIZE);
        return filters;
    }

    private ToggleButton severity(ToggleGroup group, Optional<Severity> severity, String words, String pill) {
        ToggleButton button = new ToggleButton(words);
        button.getStyleClass().addAll(Styles.SMALL, pill);
        button.setId("filter-" + severity.map(Enum::name).orElse("ALL"));
        button.setToggleGroup(group);
        button.setSelected(model.filterProperty().get().equals(severity));
        button.setFocusTraversable(false);
        button.setOnAction(event -> model.filterProperty().set(severity));
        return button;
    }

    private Node codes() {
        Map<ProblemCode, Long> counts = model.counts();
        Optional<ProblemCode> chosen = model.codeFilterProperty().get();
        MenuButton menu = new MenuButton(chosen
                .map(code -> counted(code, counts.getOrDefault(code, 0L)))
                .orElseGet(() -> Texts.counted("ui.problems.kinds", counts.size()).text()));
        menu.setId("filter-code");
        menu.getStyleClass().add(Styles.SMALL);
        menu.pseudoClassStateChanged(Styles.STATE_ACCENT, chosen.isPresent());
        menu.setMinWidth(USE_PREF_SIZE);
        menu.setMnemonicParsing(false);
        menu.setAccessibleText(Texts.of("ui.problems.byKind"));
        ToggleGroup group = new ToggleGroup();
        menu.getItems().add(code(group, Optional.empty(), Texts.of("ui.problems.allKinds")));
        counts.forEach((code, count) -> menu.getItems().add(code(group, Optional.of(code), counted(code, count))));
        return menu;
    }

    private RadioMenuItem code(ToggleGroup group, Optional<ProblemCode> code, String words) {
        RadioMenuItem item = new RadioMenuItem(words);
        item.setId("filter-code-" + code.map(ProblemCode::toString).orElse("all"));
        item.setMnemonicParsing(false);
        item.setToggleGroup(group);
        item.setSelected(model.codeFilterProperty().get().equals(code));
        item.setOnAction(event -> model.codeFilterProperty().set(code));
        return item;
    }

    private static String counted(ProblemCode code, long count) {
        return Texts.of("ui.problems.kind", ProblemWords.title(code), count);
    }
}
