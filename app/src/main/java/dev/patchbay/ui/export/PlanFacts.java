package dev.patchbay.ui.export;

import atlantafx.base.theme.Styles;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.FileSize;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** The plan in a few lines: format, tensors, size, source. */
final class PlanFacts extends GridPane {

    PlanFacts() {
        super(12, 6);
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().setAll(names, values);
    }

    void show(ExportPlan plan) {
        getChildren().clear();
        row("exportview.format", plan.target().loader().format().text());
        row("exportview.tensors", tensors(plan));
        row("exportview.size", FileSize.text(plan.bytes()));
        row("exportview.source", String.valueOf(plan.source().getFileName()));
        plan.arrival().ifPresent(arrival -> row(
                "exportview.arrived",
                Message.of("exportview.arrived.modules", arrival.arrived(), arrival.of(), arrival.base()).text()));
    }

    /** The number of tensors, and how many are renamed and split, if any. */
    private static String tensors(ExportPlan plan) {
        String renamed = plan.renamed() == 0 ? "" : Texts.counted("exportview.tensors.renamed", plan.renamed()).text();
        String split = plan.split() == 0 ? "" : Texts.counted("exportview.tensors.split", plan.split()).text();
        return plan.tensors().size() + renamed + split;
    }

    private void row(String key, String value) {
        Label name = new Label(Texts.of(key));
        name.getStyleClass().add(Styles.TEXT_MUTED);
        name.setMinWidth(USE_PREF_SIZE);
        Label words = new Label(PlainText.inLine(value));
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        GridPane.setValignment(name, VPos.TOP);
        addRow(getRowCount(), name, words);
    }
}
