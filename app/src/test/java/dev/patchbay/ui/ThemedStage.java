package dev.patchbay.ui;

import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.ui.theme.Theme;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** The test's stage, always of the same size and in the same place, with the look of the real window. */
public final class ThemedStage {

    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private ThemedStage() {}

    public static void show(Stage stage, Parent root, Appearance appearance) {
        Theme theme = new Theme();
        theme.appearanceProperty().set(appearance);
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        Theme.addSheet(scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        stage.show();
    }
}
