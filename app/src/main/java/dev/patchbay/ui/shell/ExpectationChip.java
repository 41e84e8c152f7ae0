package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import org.controlsfx.control.PopOver;

/** Rank and alpha that the file is checked against, in a word; a click opens the {@link ExpectationFields}. */
final class ExpectationChip extends Button {

    private static final double NARROW = 34;

    private final PopOver card;
    private final ExpectationFields fields;

    ExpectationChip(ShellViewModel model) {
        this.fields = new ExpectationFields(model);
        this.card = new PopOver(fields);
        setId("expectation");
        getStyleClass().addAll(Styles.SMALL, Styles.FLAT, "expectation-chip");
        setGraphic(Icon.EXPECTED.node());
        setContentDisplay(ContentDisplay.RIGHT);
        setTooltip(new Tooltip(Texts.of("ui.expectation.hint")));
        setOnAction(event -> toggle());
        card.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        card.setDetachable(false);
        card.setAnimated(false);
        model.statusProperty().subscribe(status -> show(status.expectation()));
    }

    /** @param narrow true for an icon only: its tooltip says the rest */
    void shrink(boolean narrow) {
        setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.RIGHT);
        setMinWidth(narrow ? NARROW : USE_PREF_SIZE);
        setPrefWidth(narrow ? NARROW : USE_COMPUTED_SIZE);
    }

    private void toggle() {
        if (card.isShowing()) {
            card.hide();
        } else {
            askForRank();
        }
    }

    void askForRank() {
        open();
        fields.askForRank();
    }

    void askForAlpha() {
        open();
        fields.askForAlpha();
    }

    private void open() {
        if (!card.isShowing()) {
            card.show((Node) this);
        }
    }

    private void show(Expectation expectation) {
        String rank = expectation.rank().isPresent() ? String.valueOf(expectation.rank().getAsLong()) : Texts.of("ui.rank.any");
        String alpha = expectation.alpha().isPresent()
                ? ShellViewModel.number(expectation.alpha().getAsDouble())
                : Texts.of("ui.rank.any");
        getTooltip().setText(Texts.of("ui.expectation.tip", Texts.of("ui.expectation.some", rank, alpha), Texts.of("ui.expectation.hint")));
        setText(expectation.equals(Expectation.NONE) ? Texts.of("ui.expectation.any") : Texts.of("ui.expectation.some", rank, alpha));
        setAccessibleText(Texts.of("ui.expectation.some", rank, alpha));
    }
}
