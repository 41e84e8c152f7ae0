package dev.patchbay.ui.shell.verdict;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Above the trees: one sentence about the open file, a button for what to do next with other ways in its menu, and a chip for each program.
 * Takes no room while there is nothing to say.
 */
public final class VerdictHeader extends VBox {

    private static final double TIP = 620;
    private static final double STEP_MAX = 380;
    private static final int LINES = 2;

    private final Consumer<Headline.Step> act;
    private final Label sentence = new Sentence();
    private final Button step = new Step();
    private final MenuButton others = new MenuButton(null, Icon.DOWN.node());
    private final VerdictChips chips;

    /**
     * @param act called with the step that a person takes
     * @param showVerdicts toggles the card with the full verdicts
     */
    public VerdictHeader(ObservableValue<Outlook> outlook, Consumer<Headline.Step> act, Runnable showVerdicts) {
        this.act = act;
        this.chips = new VerdictChips(showVerdicts);
        setId("verdict-header");
        getStyleClass().add("verdict-header");
        sentence.setId("headline");
        sentence.getStyleClass().add("headline");
        sentence.setTooltip(new Tooltip());
        sentence.getTooltip().setWrapText(true);
        sentence.getTooltip().setMaxWidth(TIP);
        sentence.getTooltip().textProperty().bind(sentence.textProperty());
        sentence.setWrapText(true);
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        step.setId("headline-step");
        step.getStyleClass().addAll(Styles.SMALL, Styles.ACCENT);
        step.setMaxWidth(STEP_MAX);
        step.setMnemonicParsing(false);
        step.setTooltip(new Tooltip());
        step.getTooltip().textProperty().bind(step.textProperty());
        others.setId("headline-others");
        others.getStyleClass().addAll(Styles.SMALL, Styles.BUTTON_ICON, Styles.FLAT, "menu-without-arrow");
        others.setAccessibleText(Texts.of("ui.headline.others"));
        others.setTooltip(new Tooltip(Texts.of("ui.headline.others")));
        HBox line = new HBox(sentence, step, others);
        line.getStyleClass().add("headline-line");
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(line, chips);
        managedProperty().bind(visibleProperty());
        outlook.subscribe(this::show);
    }

    private void show(Outlook outlook) {
        Optional<Headline> headline = Headline.of(outlook);
        chips.show(outlook);
        setVisible(headline.isPresent());
        headline.ifPresent(this::show);
    }

    private void show(Headline headline) {
        VerdictSign sign = headline.severity().map(VerdictHeader::sign).orElseGet(() -> new VerdictSign(Icon.OK, "state-ok"));
        sentence.setText(headline.sentence().text());
        sentence.setGraphic(sign.icon().node());
        sentence.getStyleClass().setAll("label", "headline", "state", sign.style());
        others.getItems().setAll(headline.steps().stream().skip(1).map(this::item).toList());
        visible(others, headline.steps().size() > 1);
        visible(step, !headline.steps().isEmpty());
        headline.steps().stream().findFirst().ifPresent(first -> {
            step.setText(first.label().text());
            step.setOnAction(event -> act.accept(first));
        });
    }

    private MenuItem item(Headline.Step one) {
        MenuItem item = Buttons.item(one.label().text());
        item.setOnAction(event -> act.accept(one));
        return item;
    }

    private static VerdictSign sign(Severity severity) {
        return switch (severity) {
            case ERROR -> new VerdictSign(Icon.ERROR, "state-error");
            case WARNING -> new VerdictSign(Icon.WARNING, "state-warning");
            case INFO -> new VerdictSign(Icon.INFO, "state-accent");
        };
    }

    private static void visible(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    /** Two lines at the most; the tooltip has the rest. */
    private static final class Sentence extends Label {

        @Override
        protected double computePrefHeight(double width) {
            return Math.min(super.computePrefHeight(width), LINES * super.computePrefHeight(Double.MAX_VALUE));
        }

        @Override
        protected double computeMinHeight(double width) {
            return computePrefHeight(width);
        }
    }

    /** Gives no room away to a long sentence: that one is shortened and has a tooltip, the button's words are read whole. */
    private static final class Step extends Button {

        @Override
        protected double computeMinWidth(double height) {
            return Math.min(computePrefWidth(height), STEP_MAX);
        }
    }
}
