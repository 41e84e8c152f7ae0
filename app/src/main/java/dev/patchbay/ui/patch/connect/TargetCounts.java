package dev.patchbay.ui.patch.connect;

import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.NameNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Group;
import javafx.scene.control.Label;

/** How many tensors reach each target, on its bundle of cables. Targets are rows, so no two counts are in one place. */
final class TargetCounts extends Group {

    private static final double WIDTH = 38;
    private static final double HEIGHT = 16;
    private static final double FROM_PLUG = 8;

    private final List<Label> labels = new ArrayList<>();
    private int used;

    TargetCounts() {
        setMouseTransparent(true);
        setManaged(false);
    }

    /** The sum of the cables of each target. */
    static Map<NameNode, Integer> of(List<Cable> cables) {
        Map<NameNode, Integer> counts = new LinkedHashMap<>();
        cables.forEach(cable -> counts.merge(cable.to(), cable.count(), Integer::sum));
        return counts;
    }

    void clear() {
        used = 0;
        labels.forEach(label -> label.setVisible(false));
    }

    /** @param y middle of the target's row */
    void place(int count, double width, double y) {
        Label label = next();
        label.setText(Texts.of("ui.cable.count", count));
        label.resizeRelocate(width - WIDTH - FROM_PLUG, y - HEIGHT / 2, WIDTH, HEIGHT);
        label.setVisible(true);
    }

    private Label next() {
        if (used == labels.size()) {
            Label label = new Label();
            label.getStyleClass().add("cable-count");
            label.setAlignment(Pos.CENTER);
            label.setManaged(false);
            labels.add(label);
            getChildren().add(label);
        }
        return labels.get(used++);
    }
}
