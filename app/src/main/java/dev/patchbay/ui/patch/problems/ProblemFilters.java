package dev.patchbay.ui.patch.problems;

import atlantafx.base.theme.Styles;
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

/** Filters causes by severity, and what is folded under them by kind, each shown with its count. */
final class ProblemFilters extends HBox {

    private final ProblemsModel model;
    private final ToggleButton all = button("ALL");
    private final Map<Severity, ToggleButton> severities = new EnumMap<>(Severity.class);
    private final KindFilter kinds;

    ProblemFilters(ProblemsModel model) {
        this.model = model;
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

    void refresh() {
        all.setText(Texts.of("ui.problems.all", model.causes().size()));
        severities.forEach((severity, button) -> button.setText(Texts.of(
                "ui.problems.filter", StateSign.of(severity).word(),
                model.causes().stream().filter(cause -> cause.severity() == severity).count())));
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
