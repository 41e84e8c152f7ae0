package dev.patchbay.ui.preview.field;

import atlantafx.base.theme.Styles;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.MachineModels;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.FileDrop;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.parts.PartRows;
import dev.patchbay.ui.preview.setting.PreviewModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Choice of model and device. */
public final class ModelSection extends VBox {

    private final PreviewModel model;
    private final Label folder = new Label();
    private final Label about = new Label();

    /** @param held the models of the machine that makes the clips, where that is another one */
    public ModelSection(
            PreviewModel model, ObjectProperty<DeviceChoice> device, ObservableValue<MachineModels> held, FileDialogs dialogs) {
        super(6);
        this.model = model;
        folder.setId("preview-model");
        folder.setMaxWidth(Double.MAX_VALUE);
        folder.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        folder.setGraphic(Icon.BASE.node());
        HBox.setHgrow(folder, Priority.ALWAYS);
        about.setId("preview-model-about");
        about.setWrapText(true);
        Button choose = Buttons.icon(Icon.FOLDER, Texts.of("preview.chooseModel"), () -> dialogs.openFolder(
                Message.of("preview.chooseModel")).ifPresent(model::choose));
        choose.setId("preview-choose-model");
        choose.setFocusTraversable(true);
        Button chooseFile = Buttons.icon(Icon.COPY, Texts.of("preview.chooseModelFile"), () -> dialogs.openFile(
                Message.of("preview.chooseModelFile")).ifPresent(file -> model.choose(List.of(file))));
        chooseFile.setId("preview-choose-model-file");
        chooseFile.setFocusTraversable(true);
        HBox row = new HBox(8, folder, chooseFile, choose);
        row.setAlignment(Pos.CENTER_LEFT);
        Label deviceLabel = new Label(Texts.of("preview.device"));
        deviceLabel.setMinWidth(USE_PREF_SIZE);
        ComboBox<DeviceChoice> devices = devices(device);
        deviceLabel.setLabelFor(devices);
        HBox deviceRow = new HBox(8, deviceLabel, devices);
        deviceRow.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(devices, Priority.ALWAYS);
        PartRows parts = new PartRows(model.partsProperty(), model::choose, dialogs, () -> held.getValue().components());
        getChildren().addAll(row, new MachineChoice(held, model::choose), about, parts, deviceRow);
        FileDrop.on(this, files -> true, model::choose);
        model.partsProperty().subscribe(known -> describe());
        VBox.setMargin(deviceRow, new Insets(4, 0, 0, 0));
        model.folderProperty().subscribe(chosen -> describe());
        model.infoProperty().subscribe(info -> describe());
        model.problemProperty().subscribe(problem -> describe());
    }

    private void describe() {
        String chosen = model.folderProperty().get().map(Path::toString).map(PlainText::inLine).orElse("");
        folder.setText(chosen.isEmpty() ? Texts.of("preview.noFolder") : chosen);
        folder.setTooltip(chosen.isEmpty() ? null : new Tooltip(chosen));
        boolean failed = model.problemProperty().get().isPresent();
        about.getStyleClass().setAll("label", failed ? Styles.DANGER : Styles.TEXT_MUTED);
        boolean rowsSay = failed && model.partsProperty().get().stream().anyMatch(part -> !part.usable());
        about.setText(rowsSay ? Texts.of("preview.parts.missing") : model.problemProperty().get()
                .or(() -> model.infoProperty().get().map(ModelSection::summary))
                .map(Message::text)
                .orElse(Texts.of(chosen.isEmpty() ? "preview.noFolder.hint" : "preview.reading")));
    }

    private static Message summary(PipelineInfo info) {
        return Message.of(
                "preview.model.summary",
                info.pipelineClass(), info.width(), info.height(), info.frames(), Numbers.plain(info.framesPerSecond()));
    }

    private static ComboBox<DeviceChoice> devices(ObjectProperty<DeviceChoice> device) {
        ComboBox<DeviceChoice> box = new ComboBox<>();
        box.setId("preview-device");
        box.getItems().setAll(DeviceChoice.values());
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(DeviceChoice choice) {
                return choice == null ? "" : Texts.of("preview.device." + choice.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public DeviceChoice fromString(String typed) {
                throw new UnsupportedOperationException(typed);
            }
        });
        box.valueProperty().bindBidirectional(device);
        return box;
    }
}
