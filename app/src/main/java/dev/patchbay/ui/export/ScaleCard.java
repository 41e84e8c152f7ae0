package dev.patchbay.ui.export;

import atlantafx.base.theme.Styles;
import dev.patchbay.export.adapter.ScaleReport;
import dev.patchbay.loader.ScaleChoice;
import dev.patchbay.loader.ScaleHandling;
import dev.patchbay.ui.fx.Texts;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** The scale of the adapter (factor of B·A): its value, where it comes from, and how it will be stored. */
final class ScaleCard extends VBox {

    private final ExportViewModel viewModel;
    private final Label value = new Label();
    private final Label outcome = new Label();
    private final Map<ScaleChoice, RadioButton> choices;

    ScaleCard(ExportViewModel viewModel) {
        super(8);
        this.viewModel = viewModel;
        getStyleClass().add("export-card");
        ToggleGroup group = new ToggleGroup();
        choices = Map.of(
                ScaleChoice.FOLD, choice(group, ScaleChoice.FOLD, "exportview.scale.fold"),
                ScaleChoice.METADATA, choice(group, ScaleChoice.METADATA, "exportview.scale.metadata"));
        value.setId("export-scale");
        value.setWrapText(true);
        value.setMinHeight(USE_PREF_SIZE);
        outcome.setId("export-scale-outcome");
        outcome.setWrapText(true);
        outcome.setMinHeight(USE_PREF_SIZE);
        outcome.getStyleClass().add(Styles.TEXT_MUTED);
        getChildren().addAll(value, choices.get(ScaleChoice.FOLD), choices.get(ScaleChoice.METADATA), outcome);
        viewModel.scaleProperty().subscribe(chosen -> choices.forEach((choice, button) -> button.setSelected(choice == chosen)));
    }

    private RadioButton choice(ToggleGroup group, ScaleChoice choice, String key) {
        RadioButton button = new RadioButton(Texts.of(key));
        button.setId("export-scale-" + choice.name().toLowerCase(Locale.ROOT));
        button.setToggleGroup(group);
        button.setWrapText(true);
        button.setMinHeight(USE_PREF_SIZE);
        button.setOnAction(event -> viewModel.scaleProperty().set(choice));
        return button;
    }

    void show(ScaleReport scale) {
        String factors = scale.values().stream().map(ScaleCard::number).collect(Collectors.joining(", "));
        String source = Texts.of("exportview.scale.source." + scale.source().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        value.setText(Texts.of("exportview.scale.value", factors, source));
        boolean matters = viewModel.programProperty().get().loader().leavesScaleChoice()
                && (scale.how() == ScaleHandling.FOLDED || scale.how() == ScaleHandling.METADATA);
        choices.values().forEach(button -> {
            button.setVisible(matters);
            button.setManaged(matters);
        });
        outcome.setText(outcome(scale));
    }

    private static String outcome(ScaleReport scale) {
        return switch (scale.how()) {
            case NONE -> Texts.of("exportview.scale.none");
            case ALPHA_TENSOR -> Texts.of("exportview.scale.alpha.outcome");
            case CONFIG -> Texts.of("exportview.scale.config.outcome");
            case METADATA -> Texts.of("exportview.scale.metadata.outcome");
            case FOLDED -> scale.widened() == 0
                    ? Texts.of("exportview.scale.fold.outcome")
                    : Texts.of("exportview.scale.fold.widened", scale.widened());
        };
    }

    /** Six digits at most: {@code 0.125}, {@code 0.333333}. */
    static String number(double value) {
        String six = String.format(Locale.ROOT, "%.6f", value).replaceAll("0+$", "");
        return six.endsWith(".") ? six.substring(0, six.length() - 1) : six;
    }
}
