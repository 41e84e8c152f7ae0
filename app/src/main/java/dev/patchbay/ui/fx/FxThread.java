package dev.patchbay.ui.fx;

import javafx.application.Platform;

/** The one way onto the thread that owns the scene. */
public final class FxThread {

    private FxThread() {}

    /** Runs the action on the FX thread after whatever is queued there. */
    public static void later(Runnable action) {
        Platform.runLater(action);
    }
}
