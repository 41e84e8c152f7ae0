package dev.patchbay.ui.patch.connect;

import dev.patchbay.matching.drop.DropOutcome;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.Side;
import java.util.Optional;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeTableRow;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A row that can be dragged to the other tree and accepts drops from it. It only forwards mouse and drag events to {@link ConnectModel}.
 */
public final class JoinRow extends TreeTableRow<NameNode> {

    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    private static final PseudoClass FITS = PseudoClass.getPseudoClass("drop-fits");
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("drop-refused");
    private static final Duration OPEN_AFTER = Duration.millis(700);

    private final ConnectModel connect;
    private final Side side;
    private final Tooltip fullName = new Tooltip();
    /** Expands a collapsed branch while a drag hovers over it. */
    private final PauseTransition openBranch = new PauseTransition(OPEN_AFTER);

    /** @param state the state of a row as text */
    public JoinRow(ConnectModel connect, Side side, Function<NameNode, String> state) {
        this.connect = connect;
        this.side = side;
        fullName.getStyleClass().add("mono");
        fullName.setOnShowing(event -> describe(state));
        setOnDragDetected(this::startDrag);
        setOnDragDone(event -> connect.endDrag());
        setOnDragEntered(event -> openBranch.playFromStart());
        setOnDragOver(this::dragOver);
        setOnDragExited(event -> leave());
        setOnDragDropped(this::drop);
        openBranch.setOnFinished(event -> openUnderDrag());
        connect.hoveredProperty().subscribe(offer -> paint());
        connect.markedProperty().subscribe(mark -> paint());
    }

    @Override
    protected void updateItem(@Nullable NameNode node, boolean empty) {
        super.updateItem(node, empty);
        setTooltip(node == null ? null : fullName);
        fullName.setText(node == null ? "" : PlainText.inLine(node.path()));
        setAccessibleText(fullName.getText());
        paint();
    }

    private void describe(Function<NameNode, String> state) {
        NameNode node = getItem();
        if (node != null) {
            String words = state.apply(node);
            String name = PlainText.inLine(node.path());
            fullName.setText(words.isEmpty() ? name : name + "\n" + words);
        }
    }

    private void startDrag(MouseEvent event) {
        NameNode node = getItem();
        if (node != null) {
            Dragboard board = startDragAndDrop(TransferMode.COPY);
            ClipboardContent content = new ClipboardContent();
            content.putString(node.path());
            board.setContent(content);
            board.setDragView(DragBadge.picture(node.path()), -14, -18);
            connect.startDrag(side, node);
            event.consume();
        }
    }

    private void dragOver(DragEvent event) {
        Optional<NameNode> other = connect.dragged(side.other());
        if (other.isPresent() && getItem() != null) {
            event.acceptTransferModes(TransferMode.COPY);
            connect.hover(source(other.get()), target(other.get()));
            event.consume();
        }
    }

    private void drop(DragEvent event) {
        Optional<NameNode> other = connect.dragged(side.other());
        if (other.isPresent() && getItem() != null) {
            connect.connect(source(other.get()), target(other.get()));
            event.setDropCompleted(true);
            event.consume();
        }
    }

    private void leave() {
        openBranch.stop();
        connect.endHover();
    }

    private void openUnderDrag() {
        if (connect.dragged(side.other()).isPresent() && getTreeItem() != null) {
            getTreeItem().setExpanded(true);
        }
    }

    private NameNode source(NameNode other) {
        return side == Side.ADAPTER ? getItem() : other;
    }

    private NameNode target(NameNode other) {
        return side == Side.BASE ? getItem() : other;
    }

    private void paint() {
        NameNode node = getItem();
        Optional<Offer> offer = connect.hoveredProperty().get().filter(one -> node != null && one.pair().row(side) == node);
        pseudoClassStateChanged(FITS, offer.filter(one -> one.outcome() instanceof DropOutcome.Fits).isPresent());
        pseudoClassStateChanged(REFUSED, offer.filter(one -> one.outcome() instanceof DropOutcome.Refused).isPresent());
        pseudoClassStateChanged(MARKED, side == Side.ADAPTER && connect.markedProperty().get().filter(mark -> mark == node).isPresent());
    }
}
