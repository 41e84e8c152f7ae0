package dev.patchbay.ui.export;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.fx.Texts;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Which tensors of the source stay behind, in groups. */
final class DroppedCard extends VBox {

    private static final int SHOWN = 5;

    DroppedCard() {
        super(4);
        setId("export-dropped");
        getStyleClass().add("export-card");
    }

    void show(List<DroppedGroup> groups) {
        int total = groups.stream().mapToInt(DroppedGroup::count).sum();
        setVisible(total > 0);
        setManaged(total > 0);
        Label heading = new Label(Texts.counted("exportview.dropped", total).text());
        heading.setWrapText(true);
        heading.setMinHeight(USE_PREF_SIZE);
        getChildren().setAll(heading);
        groups.stream().limit(SHOWN).forEach(group -> getChildren().add(line(group)));
        if (groups.size() > SHOWN) {
            int rest = groups.stream().skip(SHOWN).mapToInt(DroppedGroup::count).sum();
            Label more = new Label(Texts.of("exportview.dropped.more", rest));
            more.getStyleClass().add(Styles.TEXT_MUTED);
            getChildren().add(more);
        }
    }

    private static HBox line(DroppedGroup group) {
        Label name = new Label(group.prefix());
        name.getStyleClass().addAll("mono", Styles.TEXT_MUTED);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        Label count = new Label(Integer.toString(group.count()));
        count.getStyleClass().add(Styles.TEXT_MUTED);
        count.setMinWidth(USE_PREF_SIZE);
        HBox line = new HBox(12, name, count);
        line.setAlignment(Pos.BASELINE_LEFT);
        return line;
    }
}
