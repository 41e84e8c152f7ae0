package dev.patchbay.ui.preview.field;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.setting.ClipField;
import dev.patchbay.ui.preview.setting.FieldProblem;
import dev.patchbay.ui.preview.setting.Preset;
import dev.patchbay.ui.preview.setting.PreviewModel;
import dev.patchbay.ui.preview.setting.PreviewSettings;
import dev.patchbay.ui.preview.setting.SettingsCheck;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.IntegerProperty;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Presets, and the fields for size, length, steps and sampling of a clip. */
public final class ClipSection extends VBox {

    private static final int MOST_STEPS = 1000;
    private static final int MOST_FRAMES = 401;
    private static final int FRAME_STEP = 4;
    private static final int LARGEST_SIZE = 2048;
    private static final int SIZE_STEP = 16;
    private static final int TWO_COLUMNS = 4;

    private final PreviewModel model;
    private final SettingsCheck check;
    private final Label wrong = new Label();
    private final List<ToggleButton> presets;
    private final List<NumberField<?>> fields;
    private final SeedField seed;

    public ClipSection(PreviewSettings settings, PreviewModel model, SettingsCheck check) {
        super(10);
        this.model = model;
        this.check = check;
        this.presets = List.of(Preset.values()).stream().map(this::preset).toList();
        this.seed = new SeedField(settings);
        SteppedSpinner steps = new SteppedSpinner(
                "preview-steps", Texts.of("preview.steps"), ClipField.STEPS, settings.stepsProperty(), 1, MOST_STEPS, 1);
        SteppedSpinner frames = new SteppedSpinner(
                "preview-frames", Texts.of("preview.frames"), ClipField.FRAMES, settings.framesProperty(), 1, MOST_FRAMES, FRAME_STEP);
        SteppedSpinner width = size("preview-width", "preview.width", ClipField.WIDTH, settings.widthProperty());
        SteppedSpinner height = size("preview-height", "preview.height", ClipField.HEIGHT, settings.heightProperty());
        GuidanceSpinner guidance = new GuidanceSpinner("preview-guidance", Texts.of("preview.guidance"), settings.guidanceProperty());
        this.fields = List.of(steps, frames, width, height, guidance);
        CheckBox dynamic = new CheckBox(Texts.of("preview.dynamic"));
        dynamic.setId("preview-dynamic");
        dynamic.setTooltip(new Tooltip(Texts.of("preview.dynamic.hint")));
        dynamic.selectedProperty().bindBidirectional(settings.dynamicGuidanceProperty());
        GridPane grid = grid();
        addRow(grid, 0, "preview.seed", seed);
        addPair(grid, 1, "preview.steps", steps, "preview.frames", frames);
        addPair(grid, 2, "preview.width", width, "preview.height", height);
        addPair(grid, 3, "preview.guidance", guidance, "preview.scheduler", scheduler(settings, model));
        grid.add(dynamic, 1, TWO_COLUMNS, 3, 1);
        HBox presetRow = new HBox();
        presetRow.getChildren().setAll(presets);
        presets.forEach(button -> HBox.setHgrow(button, Priority.ALWAYS));
        wrong.setId("preview-clip-wrong");
        wrong.setWrapText(true);
        wrong.getStyleClass().add(Styles.DANGER);
        wrong.managedProperty().bind(wrong.visibleProperty());
        getChildren().addAll(presetRow, grid, wrong);
        marks().forEach(mark -> mark.typedProperty().subscribe(problem -> showWrong()));
        check.problemProperty().subscribe(problem -> showWrong());
        List.of(
                        settings.stepsProperty(),
                        settings.framesProperty(),
                        settings.widthProperty(),
                        settings.heightProperty(),
                        settings.guidanceProperty(),
                        settings.dynamicGuidanceProperty(),
                        settings.schedulerProperty(),
                        model.infoProperty())
                .forEach(property -> property.subscribe(value -> markPreset()));
    }

    private static SteppedSpinner size(String id, String key, ClipField field, IntegerProperty property) {
        return new SteppedSpinner(id, Texts.of(key), field, property, SIZE_STEP, LARGEST_SIZE, SIZE_STEP);
    }

    /**
     * Commits text that was typed, but not yet confirmed with Enter.
     *
     * @return false if a field holds something that is no number: it gets the focus
     */
    public boolean commit() {
        fields.forEach(NumberField::confirm);
        if (seed.mark().isUnreadable()) {
            seed.requestFocus();
            return false;
        }
        Optional<NumberField<?>> unreadable = fields.stream().filter(field -> field.mark().isUnreadable()).findFirst();
        unreadable.ifPresent(Node::requestFocus);
        return unreadable.isEmpty();
    }

    private List<FieldMark> marks() {
        return Stream.concat(Stream.of(seed.mark()), fields.stream().map(NumberField::mark)).toList();
    }

    /** Marks the fields that the present problem is about, and says below what it is. */
    private void showWrong() {
        Optional<Message> refused = check.problemProperty().get().map(FieldProblem::sentence);
        fields.forEach(field -> field.mark().refused(check.isAbout(field.field()) ? refused : Optional.empty()));
        Optional<Message> first = marks().stream().flatMap(mark -> mark.typedProperty().get().stream()).findFirst();
        Optional<Message> shown = first.or(() -> refused);
        wrong.setText(shown.map(Message::text).orElse(""));
        wrong.setVisible(shown.isPresent());
    }

    private void markPreset() {
        Optional<Preset> matching = model.matchingPreset();
        for (Preset preset : Preset.values()) {
            presets.get(preset.ordinal()).setSelected(matching.filter(preset::equals).isPresent());
            presets.get(preset.ordinal()).setDisable(model.infoProperty().get().isEmpty());
        }
    }

    private ToggleButton preset(Preset preset) {
        ToggleButton button = new ToggleButton(Texts.of("preview.preset." + preset.key()));
        button.setId("preview-preset-" + preset.key());
        button.setMaxWidth(Double.MAX_VALUE);
        button.setTooltip(new Tooltip(Texts.of("preview.preset." + preset.key() + ".hint")));
        button.getStyleClass().add(List.of(Styles.LEFT_PILL, Styles.CENTER_PILL, Styles.RIGHT_PILL).get(preset.ordinal()));
        button.setOnAction(event -> {
            model.apply(preset);
            markPreset();
        });
        return button;
    }

    /** Choice of sampler, from those of the model's family. */
    private static ComboBox<String> scheduler(PreviewSettings settings, PreviewModel model) {
        ComboBox<String> box = new ComboBox<>();
        box.setId("preview-scheduler");
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(String scheduler) {
                return scheduler == null ? "" : scheduler.toUpperCase(Locale.ROOT);
            }

            @Override
            public String fromString(String typed) {
                return typed.toLowerCase(Locale.ROOT);
            }
        });
        model.infoProperty().subscribe(info -> info.ifPresent(known -> box.getItems().setAll(known.sampling().schedulers())));
        box.valueProperty().bindBidirectional(settings.schedulerProperty());
        return box;
    }

    private static GridPane grid() {
        GridPane grid = new GridPane(8, 8);
        ColumnConstraints label = new ColumnConstraints();
        label.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints field = new ColumnConstraints();
        field.setHgrow(Priority.ALWAYS);
        field.setFillWidth(true);
        grid.getColumnConstraints().setAll(label, field, label, field);
        return grid;
    }

    private static void addPair(GridPane grid, int row, String leftKey, Node left, String rightKey, Node right) {
        grid.add(label(leftKey, left), 0, row);
        grid.add(left, 1, row);
        grid.add(label(rightKey, right), 2, row);
        grid.add(right, 3, row);
    }

    private static void addRow(GridPane grid, int row, String key, Node field) {
        grid.add(label(key, field), 0, row);
        grid.add(field, 1, row, 3, 1);
    }

    private static Label label(String key, Node field) {
        Label label = new Label(Texts.of(key));
        label.setLabelFor(field);
        return label;
    }
}
