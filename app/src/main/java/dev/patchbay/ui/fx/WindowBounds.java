package dev.patchbay.ui.fx;

import dev.patchbay.settings.Setting;
import dev.patchbay.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * Place and size of a window, in pixels of the desktop.
 *
 * @param maximised then place and size are those that it has when it is no longer
 */
public record WindowBounds(double x, double y, double width, double height, boolean maximised) {

    private static final Setting<Optional<WindowBounds>> SETTING = new Setting<>(
            "window", Optional.empty(), value -> Optional.of(read(value)), bounds -> bounds.map(WindowBounds::written).orElse(Map.of()));

    /** What of a window has to be on a screen, so that it can be taken hold of. */
    private static final double GRIP = 60;

    /** Places the window where it was, if that is on a screen, and keeps where it goes from now on. */
    public static void follow(Stage stage, Settings state) {
        state.get(SETTING).filter(WindowBounds::isInReach).ifPresent(bounds -> bounds.apply(stage));
        for (var number : List.of(stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty())) {
            number.subscribe((before, now) -> keep(stage, state));
        }
        stage.maximizedProperty().subscribe((before, now) -> keep(stage, state));
    }

    private static void keep(Stage stage, Settings state) {
        if (!stage.isShowing() || stage.isIconified()) {
            return;
        }
        WindowBounds now =
                new WindowBounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
        Optional<WindowBounds> before = state.get(SETTING);
        state.set(SETTING, Optional.of(now.maximised() ? before.map(WindowBounds::maximise).orElse(now) : now));
    }

    private WindowBounds maximise() {
        return new WindowBounds(x, y, width, height, true);
    }

    private boolean isInReach() {
        Rectangle2D title = new Rectangle2D(x, y, Math.max(1, width), GRIP);
        return width >= GRIP && height >= GRIP && Screen.getScreensForRectangle(title).stream().anyMatch(screen -> overlap(screen, title));
    }

    private static boolean overlap(Screen screen, Rectangle2D title) {
        Rectangle2D area = screen.getVisualBounds();
        double wide = Math.min(area.getMaxX(), title.getMaxX()) - Math.max(area.getMinX(), title.getMinX());
        return wide >= GRIP && title.getMinY() >= area.getMinY() - 1 && title.getMinY() <= area.getMaxY() - GRIP;
    }

    private void apply(Stage stage) {
        stage.setX(x);
        stage.setY(y);
        stage.setWidth(width);
        stage.setHeight(height);
        stage.setMaximized(maximised);
    }

    private static Optional<WindowBounds> read(Object value) {
        return value instanceof Map<?, ?> map
                        && map.get("x") instanceof Number x && map.get("y") instanceof Number y
                        && map.get("width") instanceof Number width && map.get("height") instanceof Number height
                ? Optional.of(new WindowBounds(
                        x.doubleValue(), y.doubleValue(), width.doubleValue(), height.doubleValue(),
                        Boolean.TRUE.equals(map.get("maximised"))))
                : Optional.empty();
    }

    private Map<String, Object> written() {
        return Map.of("x", x, "y", y, "width", width, "height", height, "maximised", maximised);
    }
}
