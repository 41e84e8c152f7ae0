package dev.patchbay.ui.export;

import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import java.nio.file.Path;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The file to be written, and a button to choose another. */
final class TargetRow extends HBox {

    TargetRow(ExportViewModel viewModel, FileDialogs dialogs) {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        Label path = new Label();
        path.setId("export-target");
        path.getStyleClass().add("export-target");
        path.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        path.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(path, Priority.ALWAYS);
        viewModel.targetProperty().subscribe(target -> {
            path.setText(target.map(Path::toString).map(PlainText::inLine).orElse(""));
            path.setTooltip(target.map(file -> new Tooltip(path.getText())).orElse(null));
        });
        Button choose = Buttons.text(Texts.of("exportview.choose"), () -> viewModel.targetProperty().get()
                .flatMap(suggested -> dialogs.saveFile(Message.of("exportview.choose.title"), suggested))
                .ifPresent(viewModel::choose));
        choose.setId("export-choose");
        choose.setMinWidth(USE_PREF_SIZE);
        choose.disableProperty().bind(viewModel.phaseProperty().isEqualTo(Phase.WRITING));
        getChildren().addAll(path, choose);
    }
}
