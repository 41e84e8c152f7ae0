package dev.patchbay.ui.patch.connect;

import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.theme.Theme;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;

/** The drag image of a row: its name, elided in the middle, so that it hides no more than the row under it. */
final class DragBadge {

    private static final double WIDEST = 340;

    private DragBadge() {}

    static Image picture(String name) {
        Label badge = new Label(PlainText.inLine(name), Icon.CABLE.node());
        badge.setMaxWidth(WIDEST);
        badge.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        badge.getStyleClass().addAll("drag-badge", "mono");
        Scene scene = new Scene(new Group(badge), Color.TRANSPARENT);
        Theme.addSheet(scene);
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        return badge.snapshot(parameters, null);
    }
}
