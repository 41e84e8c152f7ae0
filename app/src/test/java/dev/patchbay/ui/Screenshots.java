package dev.patchbay.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.testfx.util.WaitForAsyncUtils;

/** Pictures of what tests see, for people to look at: {@code app/target/screenshots}. */
public final class Screenshots {

    private static final Path FOLDER = Path.of("target", "screenshots");

    private Screenshots() {}

    /** Writes the scene as {@code name.png}. */
    public static void take(Scene scene, String name) throws IOException {
        write(of(scene), name);
    }

    /** Writes a part of the window as {@code name.png}. */
    public static void take(Node part, String name) throws IOException {
        WaitForAsyncUtils.waitForFxEvents();
        write(FxWait.get(() -> part.snapshot(null, null)), name);
    }

    private static void write(WritableImage image, String name) throws IOException {
        Files.createDirectories(FOLDER);
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", FOLDER.resolve(name + ".png").toFile());
    }

    /** The scene as it is after everything that waits for the FX thread is done. */
    public static WritableImage of(Scene scene) {
        WaitForAsyncUtils.waitForFxEvents();
        return FxWait.get(() -> scene.snapshot(null));
    }
}
