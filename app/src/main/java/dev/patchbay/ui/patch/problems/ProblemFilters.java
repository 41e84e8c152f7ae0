package dev.patchbay.ui.patch.problems;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.ui.control.SegmentedChoice;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.StateSign;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

/** Filters problems by severity and by kind, each shown with its count. */
final class ProblemFilters extends HBox {

    private final ToggleButton all = button("ALL");
    private final Map<Severity, ToggleButton> severities = new EnumMap<>(Severity.class);
    private final KindFilter kinds;

    ProblemFilters(ProblemsModel model) {
        getStyleClass().add("problem-filters");
        setAlignment(Pos.CENTER_LEFT);
        SegmentedChoice<Optional<Severity>> segments = new SegmentedChoice<>(model.filterProperty());
        segments.add(Optional.empty(), all);
        for (Severity severity : Severity.values()) {
            ToggleButton button = button(severity.name());
            button.setGraphic(StateSign.of(severity).icon().node("state", StateSign.of(severity).style()));
            severities.put(severity, button);
            segments.add(Optional.of(severity), button);
        }
        kinds = new KindFilter(model);
        getChildren().addAll(segments, kinds);
    }

    void refresh(Optional<InspectionReport> report) {
        all.setText(Texts.of("ui.problems.all", report.map(found -> found.problems().size()).orElse(0)));
        severities.forEach((severity, button) -> button.setText(Texts.of(
                "ui.problems.filter", StateSign.of(severity).word(), report.map(found -> found.count(severity)).orElse(0L))));
        kinds.refresh();
    }

    private static ToggleButton button(String name) {
        ToggleButton button = new ToggleButton();
        button.getStyleClass().add(Styles.SMALL);
        button.setId("filter-" + name);
        button.setFocusTraversable(false);
        return button;
    }
}
