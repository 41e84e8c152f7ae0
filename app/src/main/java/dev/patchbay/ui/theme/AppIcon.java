package dev.patchbay.ui.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.scene.image.Image;

/** Patchbay's application icon in several sizes. */
public final class AppIcon {

    private static final int[] SIZES = {16, 32, 48, 64, 128, 256};

    private AppIcon() {}

    /** All sizes, for title bar and task bar. */
    public static List<Image> all() {
        return IntStream.of(SIZES).mapToObj(AppIcon::of).toList();
    }

    /** @param size 16, 32, 48, 64, 128 or 256 pixels */
    public static Image of(int size) {
        String name = "/dev/patchbay/icon/patchbay-" + size + ".png";
        try (InputStream in = AppIcon.class.getResourceAsStream(name)) {
            return new Image(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
