package dev.patchbay.ui.patch.connect;

import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTreeView;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** The layer above the trees: the hint during a drag, and the card opened by a drop. */
public final class PatchOverlay extends Pane {

    private static final double GAP = 8;

    private final NameTreeView targets;
    private final ConnectModel connect;
    private final DropHint hint = new DropHint();
    private final HeldBar heldBar;
    private @Nullable OfferCard card;
    /** Where the newest drop was, until its card is open; none for the keyboard. */
    private @Nullable Point2D dropped;

    public PatchOverlay(NameTreeView targets, ConnectModel connect) {
        this.targets = targets;
        this.connect = connect;
        setPickOnBounds(false);
        heldBar = new HeldBar(connect::release);
        getChildren().addAll(hint, heldBar);
        connect.heldProperty().subscribe(held -> {
            heldBar.show(held);
            requestLayout();
        });
        connect.hoveredProperty().subscribe(offer -> {
            hint.setVisible(false);
            offer.ifPresent(this::hint);
        });
        connect.offeredProperty().subscribe(offer -> {
            close();
            offer.ifPresent(this::open);
        });
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                scene.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressedElsewhere);
                scene.addEventFilter(KeyEvent.KEY_PRESSED, this::handleEscape);
                scene.addEventFilter(DragEvent.DRAG_DROPPED, event -> dropped = new Point2D(event.getSceneX(), event.getSceneY()));
            }
        });
    }

    private void hint(Offer offer) {
        hint.show(offer.outcome());
        Bounds row = row(offer.target());
        hint.relocate(clamp(row.getMinX() + GAP, getWidth() - hint.getWidth() - GAP), row.getMaxY() + GAP);
    }

    private void open(Offer offer) {
        OfferCard opened = new OfferCard(offer, connect);
        card = opened;
        getChildren().add(opened);
        opened.applyCss();
        opened.autosize();
        Point2D point = at(offer);
        opened.relocate(
                clamp(point.getX() + GAP, getWidth() - opened.getWidth() - GAP),
                clamp(point.getY() + GAP, getHeight() - opened.getHeight() - GAP));
        opened.takeFocus();
    }

    /** Where the card belongs: at the drop, or below the beginning of the target's name. */
    private Point2D at(Offer offer) {
        Point2D drop = dropped;
        dropped = null;
        Bounds row = row(offer.target());
        return drop == null ? new Point2D(row.getMinX(), row.getMaxY() - GAP) : sceneToLocal(drop);
    }

    private void close() {
        if (card != null) {
            getChildren().remove(card);
            card = null;
            targets.requestFocus();
        }
    }

    /** Esc closes an open card first, then discards the held pairs. */
    private void handleEscape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && card == null && heldBar.isVisible()) {
            connect.release();
            event.consume();
        }
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        heldBar.autosize();
        heldBar.relocate((getWidth() - heldBar.getWidth()) / 2, getHeight() - heldBar.getHeight() - GAP);
    }

    private void pressedElsewhere(MouseEvent event) {
        if (card != null && !card.localToScene(card.getLayoutBounds()).contains(event.getSceneX(), event.getSceneY())) {
            connect.dismiss();
        }
    }

    /** Bounds of a target row in this layer's coordinates; those of the tree if the row is out of view. */
    private Bounds row(NameNode target) {
        Node cell = targets.cellOf(targets.visibleFor(target));
        Node anchor = cell == null ? targets : cell;
        return sceneToLocal(anchor.localToScene(anchor.getLayoutBounds()));
    }

    private static double clamp(double value, double max) {
        return Math.max(GAP, Math.min(value, max));
    }
}
