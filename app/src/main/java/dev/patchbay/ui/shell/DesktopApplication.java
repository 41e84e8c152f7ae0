package dev.patchbay.ui.shell;

import javafx.application.Application;
import javafx.stage.Stage;

/**
 * The JavaFX {@code Application}. {@code launch} extends it and creates the window in {@link #assemble}; JavaFX instantiates the
 * subclass, so nothing is passed through static fields. Started with {@code Application.launch(TheSubclass.class, files)} from a main
 * class that does not extend {@code Application} itself.
 */
public abstract class DesktopApplication extends Application {

    /**
     * Creates the window and everything behind it, on the FX thread.
     *
     * @param stage owner of dialogs; shown afterwards
     */
    protected abstract MainWindow assemble(Stage stage);

    @Override
    public final void start(Stage stage) {
        assemble(stage).show(stage);
    }
}
