package dev.patchbay.ui.fx;

import java.util.function.Consumer;
import javafx.application.Platform;

/** Runs actions on the FX application thread. */
public final class FxThread {

    private static volatile Consumer<Runnable> runner = Runnable::run;

    private FxThread() {}

    /** Queues the action on the FX thread, behind what is queued already. */
    public static void later(Runnable action) {
        Platform.runLater(() -> runner.accept(action));
    }

    /** Says how queued actions are run from now on: {@code Runnable::run}, or by something that measures them. */
    public static void runWith(Consumer<Runnable> one) {
        runner = one;
    }
}
