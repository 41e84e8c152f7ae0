package dev.patchbay.ui.patch.connect;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.mapping.Rule;
import dev.patchbay.matching.drop.DropOutcome;
import dev.patchbay.matching.drop.RuleProposal;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.RowPair;
import dev.patchbay.ui.patch.tree.StateSign;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Card with the possible meanings of a drop: proposals to choose from, the most general one preselected, or why nothing fits. Enter
 * accepts, Esc closes.
 */
final class OfferCard extends VBox {

    private static final double WIDTH = 460;
    private static final double ROW = 62;
    private static final KeyCombination HOLD = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHIFT_DOWN);

    private @Nullable Node focus;

    /**
     * @param connect takes a proposal, holds the pair as an example for another one, or is told that the card is closed without a choice
     */
    OfferCard(Offer offer, ConnectModel connect) {
        setId("offer");
        getStyleClass().add("offer");
        setPrefWidth(WIDTH);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().add(header(offer));
        offer.better().ifPresent(better -> getChildren().add(doubt(better, connect::connectBetter)));
        if (offer.outcome() instanceof DropOutcome.Refused refused) {
            getChildren().add(refusal(refused, connect::dismiss));
        }
        if (!offer.proposals().isEmpty()) {
            getChildren().add(proposals(offer.proposals(), connect::take));
        }
        if (!offer.fixes().isEmpty()) {
            getChildren().add(fixes(offer.fixes(), connect::mend));
        }
        if (offer.outcome() instanceof DropOutcome.Fits) {
            getChildren().add(foot(connect::hold));
        }
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                connect.dismiss();
                event.consume();
            } else if (HOLD.match(event) && offer.outcome() instanceof DropOutcome.Fits) {
                connect.hold();
                event.consume();
            }
        });
    }

    void takeFocus() {
        if (focus != null) {
            focus.requestFocus();
        }
    }

    private static Node header(Offer offer) {
        VBox header = new VBox();
        header.getStyleClass().add("offer-header");
        offer.held().forEach(pair -> header.getChildren().add(names(pair)));
        header.getChildren().add(names(offer.pair()));
        return header;
    }

    private static Node names(RowPair pair) {
        Label from = new Label(PlainText.inLine(pair.source().path()));
        Label to = new Label(PlainText.inLine(pair.target().path()));
        from.getStyleClass().addAll("mono", "offer-name");
        to.getStyleClass().addAll("mono", "offer-name");
        from.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        to.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        HBox arrow = new HBox(Icon.ARROW_RIGHT.node(), to);
        arrow.getStyleClass().add("offer-arrow");
        arrow.setAlignment(Pos.CENTER_LEFT);
        return new VBox(from, arrow);
    }

    private Node proposals(List<RuleProposal> proposals, Consumer<RuleProposal> take) {
        ListView<RuleProposal> list = new ListView<>();
        list.setId("proposals");
        list.setAccessibleText(Texts.of("ui.offer.title"));
        list.getItems().setAll(proposals);
        list.setFixedCellSize(ROW);
        list.setPrefHeight(ROW * Math.min(4, proposals.size()) + 2);
        list.setCellFactory(view -> new ProposalCell());
        list.getSelectionModel().selectLast();
        list.setOnMouseClicked(event -> takeSelected(list, take));
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && !event.isShiftDown()) {
                takeSelected(list, take);
                event.consume();
            }
        });
        focus = list;
        return list;
    }

    private static void takeSelected(ListView<RuleProposal> list, Consumer<RuleProposal> take) {
        RuleProposal chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            take.accept(chosen);
        }
    }

    /** Says that the names point elsewhere, with a button to connect there. */
    private static Node doubt(NameNode better, Runnable connect) {
        Label words = new Label(Texts.of("ui.offer.doubt", PlainText.inLine(better.path())), Icon.WARNING.node());
        words.getStyleClass().addAll("state", StateSign.WARNING);
        words.setWrapText(true);
        Button there = Buttons.text(Texts.of("ui.offer.better", PlainText.inLine(better.label())), connect);
        there.setId("offer-better");
        there.getStyleClass().add(Styles.SMALL);
        VBox box = new VBox(words, there);
        box.getStyleClass().add("offer-doubt");
        return box;
    }

    /** A button for each change that mends what cannot be connected here. */
    private Node fixes(List<QuickFix> fixes, Consumer<QuickFix> mend) {
        FlowPane buttons = new FlowPane();
        buttons.getStyleClass().add("offer-fixes");
        for (QuickFix fix : fixes) {
            Button button = Buttons.text(fix.label().text(), () -> mend.accept(fix));
            button.getStyleClass().addAll(Styles.SMALL, "offer-fix");
            buttons.getChildren().add(button);
        }
        return buttons;
    }

    private Node refusal(DropOutcome.Refused refused, Runnable dismiss) {
        Label reason = new Label(refused.reason().text(), Icon.ERROR.node());
        reason.getStyleClass().addAll("offer-refusal", "state", StateSign.ERROR);
        reason.setWrapText(true);
        reason.setFocusTraversable(true);
        reason.setOnMouseClicked(event -> dismiss.run());
        focus = reason;
        return reason;
    }

    private static Node foot(Runnable hold) {
        Label keys = new Label(Texts.of("ui.offer.keys"));
        keys.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        Button more = Buttons.text(Texts.of("ui.offer.hold"), hold);
        more.setId("offer-hold");
        more.setGraphic(Icon.CABLE.node());
        more.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        more.setTooltip(new Tooltip(Texts.of("ui.offer.hold.tip", HOLD.getDisplayText())));
        more.setMinWidth(USE_PREF_SIZE);
        HBox foot = new HBox(keys, spacer, more);
        foot.getStyleClass().add("offer-keys");
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    private static final class ProposalCell extends ListCell<RuleProposal> {

        private final Label label = new Label();
        private final Label reach = new Label();
        private final Label rule = new Label();
        private final VBox box = new VBox(label, rule, reach);

        ProposalCell() {
            label.getStyleClass().add(Styles.TEXT_BOLD);
            rule.getStyleClass().addAll("mono", Styles.TEXT_SMALL, Styles.TEXT_MUTED);
            reach.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
            rule.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            box.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable RuleProposal proposal, boolean empty) {
            super.updateItem(proposal, empty);
            setGraphic(proposal == null ? null : box);
            if (proposal != null) {
                label.setText(proposal.label().text());
                reach.setText(Texts.of(
                        "ui.offer.reach",
                        Texts.counted("ui.count.tensors", proposal.tensors()),
                        Texts.counted("ui.count.modules", proposal.modules().size())));
                rule.setText(proposal.rules().stream().map(Rule::describe).map(PlainText::inLine).findFirst().orElse(""));
                setAccessibleText(label.getText());
            }
        }
    }
}
