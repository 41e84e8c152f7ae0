package dev.patchbay.ui.preview;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.ClipExport.Selection;
import dev.patchbay.ui.preview.field.Numbers;
import dev.patchbay.ui.preview.run.PreviewResult;
import dev.patchbay.video.ClipFormat;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;

/** Below the player: the settings of the shown clips, and buttons to save them. */
final class SavePane extends HBox {

    private final PreviewViewModel viewModel;
    private final FileDialogs dialogs;
    private final ComboBox<Selection> part = new ComboBox<>();

    SavePane(PreviewViewModel viewModel, FileDialogs dialogs) {
        super(8);
        this.viewModel = viewModel;
        this.dialogs = dialogs;
        setAlignment(Pos.CENTER_LEFT);
        setMinHeight(USE_PREF_SIZE);
        Label settings = new Label();
        settings.setId("preview-result");
        settings.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        settings.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(settings, Priority.ALWAYS);
        viewModel.resultProperty().subscribe(result -> {
            settings.setText(result.map(SavePane::summary).orElse(""));
            settings.setTooltip(new Tooltip(settings.getText()));
        });
        setUpParts();
        HBox formats = new HBox(button(ClipFormat.MP4), button(ClipFormat.GIF), button(ClipFormat.FRAMES), button(ClipFormat.SAFETENSORS));
        formats.getChildren().getFirst().getStyleClass().add(Styles.LEFT_PILL);
        formats.getChildren().subList(1, 3).forEach(button -> button.getStyleClass().add(Styles.CENTER_PILL));
        formats.getChildren().getLast().getStyleClass().add(Styles.RIGHT_PILL);
        Label save = new Label(Texts.of("preview.save"));
        save.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(settings, saving(), save, part, formats);
        visibleProperty().bind(viewModel.resultProperty().map(Optional::isPresent));
    }

    private static String summary(PreviewResult result) {
        String adapters = String.join("", result.adapters().stream()
                .map(adapter -> Texts.of("preview.result.adapter", adapter.name(), Numbers.plain(adapter.strength())))
                .toList());
        return Texts.of(
                "preview.result",
                result.request().seed(),
                result.request().steps(),
                Numbers.plain(result.request().guidance()),
                result.request().scheduler().toUpperCase(Locale.ROOT),
                result.request().width(),
                result.request().height(),
                result.request().frames()) + adapters + sweep(result);
    }

    /** What the cells of a grid show, row by row. */
    private static String sweep(PreviewResult result) {
        String strengths = result.sweep().stream().map(Numbers::plain).collect(Collectors.joining(", "));
        return strengths.isEmpty() ? "" : Texts.of("preview.result.sweep", strengths);
    }

    private void setUpParts() {
        part.setId("preview-save-part");
        part.setAccessibleText(Texts.of("preview.save.part"));
        part.setMinWidth(USE_PREF_SIZE);
        part.setConverter(new StringConverter<>() {
            @Override
            public String toString(Selection value) {
                return value == null ? "" : Texts.of("preview.save." + value.key());
            }

            @Override
            public Selection fromString(String typed) {
                throw new UnsupportedOperationException(typed);
            }
        });
        part.getItems().setAll(Selection.values());
        part.setValue(Selection.SIDE_BY_SIDE);
        viewModel.resultProperty().subscribe(result -> part.setDisable(result.flatMap(PreviewResult::with).isEmpty()));
    }

    private HBox saving() {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(viewModel.clipExport().progressProperty());
        bar.setPrefWidth(120);
        Button cancel = Buttons.icon(Icon.CANCEL, Texts.of("preview.save.cancel"), viewModel.clipExport()::cancel);
        HBox box = new HBox(4, bar, cancel);
        box.setAlignment(Pos.CENTER_LEFT);
        box.visibleProperty().bind(viewModel.clipExport().progressProperty().greaterThanOrEqualTo(0));
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private Button button(ClipFormat format) {
        String name = format.name().toLowerCase(Locale.ROOT);
        Button button = Buttons.text(
                Texts.of("preview.save." + name), () -> viewModel.resultProperty().get().ifPresent(result -> save(result, format)));
        button.setId("preview-save-" + name);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private void save(PreviewResult result, ClipFormat format) {
        String name = ClipExport.suggestedName(result, part.getValue(), format);
        Optional<Path> target = format == ClipFormat.FRAMES
                ? dialogs.openFolder(Message.of("preview.save.chooseFolder")).map(parent -> ClipExport.freshFolder(parent, name))
                : dialogs.saveFile(Message.of("preview.save.chooseFile"), Path.of(System.getProperty("user.home"), name));
        // The native dialog has already asked before it returns an existing file.
        target.ifPresent(chosen -> viewModel.clipExport().save(result, part.getValue(), chosen, true));
    }
}
