package dev.patchbay.ui.patch.problems;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.ui.fx.Texts;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.controlsfx.control.CheckComboBox;
import org.jspecify.annotations.Nullable;

/** Filters problems by kind, each listed with its count; with none checked all are shown. */
final class KindFilter extends CheckComboBox<ProblemCode> {

    private final ProblemsModel model;
    private Map<ProblemCode, Long> counts = Map.of();
    private boolean following;

    KindFilter(ProblemsModel model) {
        this.model = model;
        setId("filter-code");
        setMinWidth(USE_PREF_SIZE);
        setFocusTraversable(false); // the combo box inside takes the focus
        setConverter(new CountedTitle());
        skinProperty().subscribe(skin -> boxes().forEach(box -> {
            box.getStyleClass().add(Styles.SMALL);
            box.setAccessibleText(Texts.of("ui.problems.byKind"));
        }));
        getCheckModel().getCheckedItems().addListener((ListChangeListener<ProblemCode>) change -> {
            if (!following) {
                model.kindsProperty().set(Set.copyOf(getCheckModel().getCheckedItems()));
            }
        });
    }

    /** Updates items and counts from the report, and the checks from the model. */
    void refresh() {
        Set<ProblemCode> chosen = model.kindsProperty().get();
        following = true;
        if (!counts.equals(model.counts())) {
            counts = model.counts();
            getCheckModel().clearChecks(); // checks are kept by index, which changes with the items
            getItems().setAll(counts.keySet());
        }
        if (!chosen.equals(Set.copyOf(getCheckModel().getCheckedItems()))) {
            getCheckModel().clearChecks();
            chosen.forEach(getCheckModel()::check);
        }
        following = false;
        setTitle(title(chosen));
        boxes().forEach(box -> box.getButtonCell().setText(getTitle())); // it follows checks, but not the title
    }

    /** The box within, once there is a skin. */
    private Stream<ComboBox<?>> boxes() {
        return getChildrenUnmodifiable().stream().filter(ComboBox.class::isInstance).map(box -> (ComboBox<?>) box);
    }

    private String title(Set<ProblemCode> chosen) {
        return switch (chosen.size()) {
            case 0 -> Texts.counted("ui.problems.kinds", counts.size()).text();
            case 1 -> counted(chosen.iterator().next());
            default -> Texts.of("ui.problems.kindsOf", chosen.size(), counts.size());
        };
    }

    private String counted(ProblemCode code) {
        return Texts.of("ui.problems.kind", ProblemWords.title(code), counts.getOrDefault(code, 0L));
    }

    private final class CountedTitle extends StringConverter<ProblemCode> {

        @Override
        public String toString(@Nullable ProblemCode code) {
            return code == null ? "" : counted(code);
        }

        @Override
        public @Nullable ProblemCode fromString(String words) {
            return null; // the box is not editable
        }
    }
}
