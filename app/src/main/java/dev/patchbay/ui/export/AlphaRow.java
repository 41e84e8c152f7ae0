package dev.patchbay.ui.export;

import atlantafx.base.theme.Styles;
import dev.patchbay.adapter.Adapter;
import dev.patchbay.ui.fx.Texts;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** The alpha of the new file: that of the file that is open, unless a person types another one. */
final class AlphaRow extends HBox {

    private static final int MOST_SHOWN = 4;

    private final ExportViewModel viewModel;
    private final TextField field = new TextField();

    AlphaRow(ExportViewModel viewModel) {
        super(10);
        this.viewModel = viewModel;
        setAlignment(Pos.CENTER_LEFT);
        Label words = new Label(Texts.of("exportview.alpha"));
        words.getStyleClass().add(Styles.TEXT_MUTED);
        words.setMinWidth(USE_PREF_SIZE);
        field.setId("export-alpha");
        field.setAccessibleText(Texts.of("exportview.alpha"));
        field.setTooltip(new Tooltip(Texts.of("exportview.alpha.hint")));
        field.setPrefColumnCount(8);
        field.setOnAction(event -> take());
        field.focusedProperty().subscribe(focused -> {
            if (!focused) {
                take();
            }
        });
        field.disableProperty().bind(viewModel.phaseProperty().isEqualTo(Phase.WRITING));
        viewModel.alphaProperty().subscribe(alpha -> field.setText(alpha.isPresent() ? ScaleCard.number(alpha.getAsDouble()) : ""));
        Label hint = new Label(Texts.of("exportview.alpha.hint"));
        hint.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        hint.setWrapText(true);
        getChildren().addAll(words, field, hint);
    }

    /** Shows the alphas of the file, scale times rank, as what holds while nothing is typed. */
    void show(Adapter adapter) {
        String alphas = adapter.modules().stream()
                .map(module -> module.scale() * module.rank())
                .distinct()
                .sorted()
                .limit(MOST_SHOWN)
                .map(ScaleCard::number)
                .collect(Collectors.joining(", "));
        field.setPromptText(alphas);
    }

    private void take() {
        Optional<OptionalDouble> typed = typed();
        field.pseudoClassStateChanged(Styles.STATE_DANGER, typed.isEmpty());
        typed.ifPresent(viewModel.alphaProperty()::set);
    }

    /** Empty for what is no alpha: it stays where it is and is marked. */
    private Optional<OptionalDouble> typed() {
        String text = field.getText().strip();
        if (text.isEmpty()) {
            return Optional.of(OptionalDouble.empty());
        }
        try {
            double alpha = Double.parseDouble(text);
            return alpha > 0 && Double.isFinite(alpha) ? Optional.of(OptionalDouble.of(alpha)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
