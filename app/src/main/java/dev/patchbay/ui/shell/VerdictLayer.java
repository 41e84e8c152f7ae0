package dev.patchbay.ui.shell;

import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/** Overlay of the window with the verdict card, above the status bar that opens it. A click outside closes it. */
final class VerdictLayer extends Pane {

    private static final double GAP = 8;

    private final ShellViewModel model;
    private final VerdictCard card = new VerdictCard(this::close);
    private @Nullable Node bar;
    private @Nullable Node before;

    VerdictLayer(ShellViewModel model) {
        this.model = model;
        setPickOnBounds(false);
        getChildren().add(card);
        card.setVisible(false);
        model.statusProperty().subscribe(status -> {
            if (status.judged().isEmpty()) {
                close();
            } else if (card.isVisible()) {
                card.show(status);
                requestLayout();
            }
        });
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                scene.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressedElsewhere);
            }
        });
    }

    /** @param statusBar the node whose upper edge the card is placed on */
    void placeAbove(Node statusBar) {
        bar = statusBar;
    }

    /** Opens or closes the card. */
    void toggle() {
        if (card.isVisible()) {
            close();
        } else if (model.statusProperty().get().judged().isPresent()) {
            card.show(model.statusProperty().get());
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
        boolean onBar = bar != null && bar.localToScene(bar.getLayoutBounds()).contains(event.getSceneX(), event.getSceneY());
        if (card.isVisible() && !onCard && !onBar) { // the bar's own buttons open and close it
            close();
        }
    }

    @Override
    protected void layoutChildren() {
        double width = Math.min(card.prefWidth(-1), getWidth() - 2 * GAP);
        double height = Math.min(card.prefHeight(width), getHeight() - 2 * GAP);
        double floor = bar == null ? getHeight() : sceneToLocal(bar.localToScene(bar.getLayoutBounds())).getMinY();
        card.resizeRelocate(GAP, Math.max(GAP, floor - height - GAP), width, height);
    }
}
