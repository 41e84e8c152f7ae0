package dev.patchbay.ui.shell.verdict;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** Overlay of the window with the verdict card, below the header that opens it. A click outside closes it. */
public final class VerdictLayer extends Pane {

    private static final double GAP = 8;

    private final ObservableValue<Outlook> outlook;
    private final VerdictCard card = new VerdictCard(this::close);
    private @Nullable Node header;
    private @Nullable Node before;

    public VerdictLayer(ObservableValue<Outlook> outlook) {
        this.outlook = outlook;
        setPickOnBounds(false);
        getChildren().add(card);
        card.setVisible(false);
        outlook.subscribe(now -> {
            if (now.judged().isEmpty()) {
                close();
            } else if (card.isVisible()) {
                card.show(now);
                requestLayout();
            }
        });
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                scene.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressedElsewhere);
            }
        });
    }

    /** @param opener the node whose lower edge the card hangs from */
    public void placeBelow(Node opener) {
        header = opener;
    }

    /** Opens or closes the card. */
    public void toggle() {
        if (card.isVisible()) {
            close();
        } else if (outlook.getValue().judged().isPresent()) {
            card.show(outlook.getValue());
            before = getScene() == null ? null : getScene().getFocusOwner();
            card.setVisible(true);
            requestLayout();
            card.requestFocus();
        }
    }

    private void close() {
        if (card.isVisible()) {
            card.setVisible(false);
            if (before != null) {
                before.requestFocus();
            }
        }
    }

    private void pressedElsewhere(MouseEvent event) {
        boolean onCard = card.localToScene(card.getLayoutBounds()).contains(event.getSceneX(), event.getSceneY());
        boolean onHeader =
                header != null && header.localToScene(header.getLayoutBounds()).contains(event.getSceneX(), event.getSceneY());
        if (card.isVisible() && !onCard && !onHeader) { // the header's own buttons open and close it
            close();
        }
    }

    @Override
    protected void layoutChildren() {
        double width = Math.min(card.prefWidth(-1), getWidth() - 2 * GAP);
        double top = GAP + (header == null ? 0 : sceneToLocal(header.localToScene(header.getLayoutBounds())).getMaxY());
        card.resizeRelocate(GAP, top, width, Math.min(card.prefHeight(width), getHeight() - top - GAP));
    }
}
