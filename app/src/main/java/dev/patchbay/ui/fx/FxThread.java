package dev.patchbay.ui.fx;

import javafx.application.Platform;

/** Runs actions on the FX application thread. */
public final class FxThread {

    private FxThread() {}

    /** Queues the action on the FX thread, behind what is queued already. */
    public static void later(Runnable action) {
        Platform.runLater(action);
    }
}
