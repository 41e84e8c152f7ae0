package dev.patchbay.ui.shell;

import javafx.application.Application;
import javafx.stage.Stage;

/**
 * The JavaFX side of a start. {@code launch} extends it and puts the window together in {@link #assemble}; JavaFX makes the object, so
 * nothing is handed over through static fields. Started by {@code Application.launch(TheSubclass.class, files)} from a main class that is
 * no {@code Application} itself.
 */
public abstract class DesktopApplication extends Application {

    /**
     * Puts the window and everything behind it together, on the FX thread.
     *
     * @param stage owner of dialogs; shown afterwards
     */
    protected abstract MainWindow assemble(Stage stage);

    @Override
    public final void start(Stage stage) {
        assemble(stage).show(stage);
    }
}
