package dev.patchbay.ui.patch;

import dev.patchbay.ui.fx.FxThread;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.scene.control.SplitPane;

/** Sets the divider positions of a split pane once it has a size: set earlier, JavaFX moves them while the pane is still 0 wide. */
final class Dividers {

    private static final double REAL_SIZE = 300;

    private Dividers() {}

    static void place(SplitPane pane, double... positions) {
        pane.layoutBoundsProperty().addListener(new InvalidationListener() {
            @Override
            public void invalidated(Observable bounds) {
                if (Math.min(pane.getLayoutBounds().getWidth(), pane.getLayoutBounds().getHeight()) > REAL_SIZE) {
                    pane.layoutBoundsProperty().removeListener(this);
                    FxThread.later(() -> pane.setDividerPositions(positions)); // after the first layout pass
                }
            }
        });
    }
}
