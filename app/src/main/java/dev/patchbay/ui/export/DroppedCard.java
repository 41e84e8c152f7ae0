package dev.patchbay.ui.export;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.PlainText;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.ui.fx.Texts;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Lists which tensors of the source are not exported: a count for each kind, and one example name. */
final class DroppedCard extends VBox {

    private final Label heading = new Label();
    private final GridPane kinds = new GridPane(10, 4);

    DroppedCard() {
        super(6);
        setId("export-dropped");
        getStyleClass().add("export-card");
        heading.setWrapText(true);
        heading.setMinHeight(USE_PREF_SIZE);
        ColumnConstraints count = new ColumnConstraints();
        count.setHalignment(HPos.RIGHT);
        count.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints kind = new ColumnConstraints();
        kind.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints example = new ColumnConstraints();
        example.setHgrow(Priority.ALWAYS);
        kinds.getColumnConstraints().setAll(count, kind, example);
        getChildren().addAll(heading, kinds);
    }

    void show(List<DroppedGroup> groups) {
        int total = groups.stream().mapToInt(DroppedGroup::count).sum();
        setVisible(total > 0);
        setManaged(total > 0);
        heading.setText(Texts.counted("exportview.dropped", total).text());
        kinds.getChildren().clear();
        groups.forEach(this::addRow);
    }

    private void addRow(DroppedGroup group) {
        Label kind = new Label(kind(group.kind()));
        kind.setMinWidth(USE_PREF_SIZE);
        Label example = new Label(PlainText.inLine(group.example()));
        example.getStyleClass().addAll("mono", Styles.TEXT_MUTED);
        example.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        example.setTooltip(new Tooltip(example.getText()));
        kinds.addRow(kinds.getRowCount(), new Label(Integer.toString(group.count())), kind, example);
    }

    private static String kind(LeftoverKind kind) {
        return switch (kind) {
            case WRAPPED_BASE -> Texts.of("exportview.dropped.base");
            case TEXT_ENCODER -> Texts.of("exportview.dropped.text-encoder");
            case VAE -> Texts.of("exportview.dropped.vae");
            case OTHER -> Texts.of("exportview.dropped.other");
            case SECOND_PAIR -> Texts.of("exportview.dropped.pair");
            default -> Texts.of("exportview.dropped.part", kind.label());
        };
    }
}
