package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.fx.Texts;
import java.util.OptionalLong;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** The rank a person knows from the training command; empty if nobody knows. */
final class RankField extends ComboBox<String> {

    private static final int MOST_DIGITS = 6;

    private final ShellViewModel model;

    RankField(ShellViewModel model) {
        this.model = model;
        setId("expected-rank");
        setEditable(true);
        setPrefWidth(86);
        setMinWidth(86);
        getStyleClass().add(Styles.SMALL);
        getItems().setAll("", "4", "8", "16", "32", "64", "128");
        setPromptText(Texts.of("ui.rank.any"));
        getEditor().setTextFormatter(new TextFormatter<>(RankField::digits));
        setAccessibleText(Texts.of("ui.rank.hint"));
        setTooltip(new Tooltip(Texts.of("ui.rank.hint")));
        model.statusProperty().subscribe(status -> setValue(text(status.expectedRank())));
        valueProperty().subscribe(this::accept);
        getEditor().focusedProperty().subscribe(focused -> {
            if (!focused) {
                commitValue();
            }
        });
    }

    private void accept(@Nullable String value) {
        OptionalLong rank = rank(value);
        if (!rank.equals(model.statusProperty().get().expectedRank())) {
            model.expectRank(rank);
        }
    }

    private static OptionalLong rank(@Nullable String digits) {
        if (digits == null || digits.isBlank() || digits.length() > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        long rank = Long.parseLong(digits);
        return rank == 0 ? OptionalLong.empty() : OptionalLong.of(rank);
    }

    private static TextFormatter.Change digits(TextFormatter.Change change) {
        change.setText(change.getText().replaceAll("\\D", ""));
        return change;
    }

    private static String text(OptionalLong rank) {
        return rank.isPresent() ? String.valueOf(rank.getAsLong()) : "";
    }
}
