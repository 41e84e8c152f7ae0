package dev.patchbay.ui.patch.connect;

import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.theme.Theme;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;

/** The drag image of a row: its name. */
final class DragBadge {

    private DragBadge() {}

    static Image picture(String name) {
        Label badge = new Label(PlainText.inLine(name), Icon.CABLE.node());
        badge.getStyleClass().addAll("drag-badge", "mono");
        Scene scene = new Scene(badge, Color.TRANSPARENT);
        Theme.addSheet(scene);
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        return badge.snapshot(parameters, null);
    }
}
