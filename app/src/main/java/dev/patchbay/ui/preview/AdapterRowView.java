package dev.patchbay.ui.preview;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One adapter: on or off, and how strong. */
final class AdapterRowView extends VBox {

    /** Strengths are set in twentieths: finer nobody sees. */
    private static final double STEP = 0.05;

    private final AdapterRow row;

    AdapterRowView(AdapterRow row) {
        super(6);
        this.row = row;
        getStyleClass().add("preview-adapter");
        CheckBox enabled = new CheckBox(row.name());
        enabled.setId("preview-adapter-enabled");
        enabled.setMnemonicParsing(false);
        enabled.setMaxWidth(Double.MAX_VALUE);
        enabled.selectedProperty().bindBidirectional(row.enabledProperty());
        HBox.setHgrow(enabled, Priority.ALWAYS);
        HBox first = new HBox(8, enabled, reach());
        first.setAlignment(Pos.BASELINE_LEFT);
        getChildren().addAll(first, strength());
    }

    private Label reach() {
        Label reach = new Label();
        reach.setId("preview-adapter-reach");
        reach.setMinWidth(USE_PREF_SIZE);
        Runnable show = () -> {
            int fitting = row.fittingProperty().get();
            reach.setText(Texts.of("preview.reach", fitting, row.modulesProperty().get()));
            reach.getStyleClass().setAll("label", fitting == 0 ? Styles.DANGER : Styles.TEXT_MUTED);
        };
        row.fittingProperty().subscribe(show);
        row.modulesProperty().subscribe(show);
        return reach;
    }

    private HBox strength() {
        Label name = new Label(Texts.of("preview.strength"));
        Slider slider = new Slider(AdapterRow.WEAKEST, AdapterRow.STRONGEST, row.strengthProperty().get());
        slider.setId("preview-strength");
        slider.setBlockIncrement(STEP);
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(3);
        slider.setShowTickMarks(true);
        slider.setShowTickLabels(true);
        name.setLabelFor(slider);
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.valueProperty().subscribe(value -> row.strengthProperty().set(Math.rint(value.doubleValue() / STEP) * STEP));
        row.strengthProperty().subscribe(value -> slider.setValue(value.doubleValue()));
        slider.disableProperty().bind(row.enabledProperty().not());
        Label value = new Label();
        value.setId("preview-strength-value");
        value.setMinWidth(Region.USE_PREF_SIZE);
        value.setPrefWidth(40);
        value.setAlignment(Pos.CENTER_RIGHT);
        row.strengthProperty().subscribe(strength -> value.setText(Numbers.plain(strength.doubleValue())));
        Button reset = Buttons.icon(Icon.UNDO, Texts.of("preview.strength.reset"), () -> row.strengthProperty().set(1));
        HBox box = new HBox(8, name, slider, value, reset);
        box.setAlignment(Pos.TOP_LEFT);
        return box;
    }
}
