package dev.patchbay.ui.settings;

import atlantafx.base.theme.Styles;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.settings.FolderSetting;
import dev.patchbay.settings.Language;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.PanelHead;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.theme.Appearance;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** The settings, at the right edge of the window. What is changed holds at once. */
public final class SettingsPanel extends BorderPane {

    private static final double WIDTH = 480;
    private static final double LABEL = 150;
    private static final int SCALE_STEP = 10;

    private final SettingsParts parts;

    /** @param close puts the panel away */
    public SettingsPanel(SettingsParts parts, FileDialogs dialogs, Runnable close) {
        this.parts = parts;
        setId("settings");
        getStyleClass().add("side-panel");
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        setTop(PanelHead.side("settings", "settingsview.title", close));
        VBox content = new VBox(18, look(), folders(dialogs), preview(), remembered());
        content.getStyleClass().add("side-panel-content");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        setCenter(scroll);
        Button reset = Buttons.text(Texts.of("settingsview.reset"), parts::reset);
        reset.setId("settings-reset");
        Label file = new Label(Texts.of("settingsview.file", parts.settings().file()));
        file.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        HBox.setHgrow(file, Priority.ALWAYS);
        file.setMaxWidth(Double.MAX_VALUE);
        reset.setMinWidth(USE_PREF_SIZE);
        HBox bottom = new HBox(12, file, reset);
        bottom.setAlignment(Pos.CENTER_LEFT);
        bottom.getStyleClass().add("side-panel-bottom");
        setBottom(bottom);
    }

    private Node look() {
        Slider slider = new Slider(80, 200, parts.fontScale().get());
        slider.setId("settings-font");
        slider.setBlockIncrement(SCALE_STEP);
        slider.setMajorTickUnit(SCALE_STEP);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setAccessibleText(Texts.of("settingsview.font"));
        Label percent = new Label();
        percent.setId("settings-font-percent");
        percent.setMinWidth(48);
        HBox.setHgrow(slider, Priority.ALWAYS);
        parts.fontScale().subscribe(now -> {
            percent.setText(Texts.of("settingsview.percent", now));
            slider.setValue(now.intValue());
        });
        slider.valueProperty().subscribe(now -> {
            if (!slider.isValueChanging()) {
                parts.fontScale().set((int) Math.rint(now.doubleValue() / SCALE_STEP) * SCALE_STEP);
            }
        });
        slider.valueChangingProperty().subscribe(changing -> {
            if (!changing) {
                parts.fontScale().set((int) Math.rint(slider.getValue() / SCALE_STEP) * SCALE_STEP);
            }
        });
        HBox size = new HBox(10, slider, percent);
        size.setAlignment(Pos.CENTER_LEFT);
        return section(
                "settingsview.look",
                row("settingsview.language", choice("settings-language", parts.language(), Language.values(), "settingsview.language.")),
                row("settingsview.appearance",
                        choice("settings-appearance", parts.appearance(), Appearance.values(), "settingsview.appearance.")),
                row("settingsview.font", size));
    }

    private Node folders(FileDialogs dialogs) {
        return section(
                "settingsview.folders",
                Stream.of(FolderSetting.values()).map(folder -> new FolderRow(folder, parts, dialogs)).toArray(Node[]::new));
    }

    private Node preview() {
        Node device = row("settingsview.device", choice("settings-device", parts.device(), DeviceChoice.values(), "preview.device."));
        Label cuda = new Label(Texts.of("settingsview.cuda"));
        cuda.setWrapText(true);
        cuda.getStyleClass().add(Styles.TEXT_MUTED);
        return section(
                "settingsview.preview",
                Stream.concat(Stream.of(device, cuda), parts.more().stream()).toArray(Node[]::new));
    }

    private Node remembered() {
        CheckBox recent = new CheckBox(Texts.of("settingsview.recent"));
        recent.setId("settings-recent");
        recent.selectedProperty().bindBidirectional(parts.remembers());
        Button forget = Buttons.text(Texts.of("settingsview.forget"), parts.forget());
        forget.setId("settings-forget");
        return section("settingsview.remembered", recent, forget);
    }

    private static Node section(String key, Node... rows) {
        Label heading = new Label(Texts.of(key));
        heading.getStyleClass().add(Styles.TEXT_BOLD);
        VBox section = new VBox(10, heading);
        section.getChildren().addAll(rows);
        return section;
    }

    private static Node row(String key, Region control) {
        Label name = new Label(Texts.of(key));
        name.setMinWidth(LABEL);
        name.setLabelFor(control);
        control.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(control, Priority.ALWAYS);
        HBox row = new HBox(10, name, control);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static <E extends Enum<E>> ComboBox<E> choice(String id, ObjectProperty<E> value, E[] all, String keys) {
        ComboBox<E> box = new ComboBox<>();
        box.setId(id);
        box.getItems().setAll(all);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(E one) {
                return one == null ? "" : Texts.of(keys + one.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public E fromString(String typed) {
                throw new UnsupportedOperationException(typed);
            }
        });
        box.valueProperty().bindBidirectional(value);
        return box;
    }
}
