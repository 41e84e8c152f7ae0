package dev.patchbay.ui.preview;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.field.Numbers;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One adapter: a checkbox and a strength slider. */
final class AdapterRowView extends VBox {

    /** The strength changes in steps of 1/20; smaller differences cannot be seen. */
    private static final double STEPS = 20;

    private final AdapterRow row;
    private final Slider slider;

    /** @param remove takes an added row out */
    AdapterRowView(AdapterRow row, Consumer<AdapterRow> remove, ObservableValue<Boolean> running) {
        super(6);
        this.row = row;
        this.slider = new Slider(AdapterRow.WEAKEST, AdapterRow.STRONGEST, row.strengthProperty().get());
        getStyleClass().add("preview-adapter");
        CheckBox enabled = new CheckBox(row.name());
        enabled.setId("preview-adapter-enabled");
        enabled.setMnemonicParsing(false);
        enabled.selectedProperty().bindBidirectional(row.enabledProperty());
        setUpSlider();
        HBox head = new HBox(6, enabled);
        head.setAlignment(Pos.CENTER_LEFT);
        enabled.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(enabled, Priority.ALWAYS);
        if (row.isAdded()) {
            Button away = Buttons.icon(Icon.CANCEL, Texts.of("preview.adapter.remove"), () -> remove.accept(row));
            away.setId("preview-adapter-remove");
            away.setFocusTraversable(true);
            away.disableProperty().bind(running);
            head.getChildren().add(away);
        }
        getChildren().addAll(head, strengthRow(), slider, notPlayed());
    }

    private Label reach() {
        Label reach = new Label();
        reach.setId("preview-adapter-reach");
        reach.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(reach, Priority.ALWAYS);
        row.fittingProperty().subscribe(fitting -> showReach(reach));
        row.modulesProperty().subscribe(modules -> showReach(reach));
        return reach;
    }

    private void showReach(Label reach) {
        int fitting = row.fittingProperty().get();
        reach.setText(Texts.of("preview.reach", fitting, row.modulesProperty().get()));
        reach.getStyleClass().setAll("label", fitting == 0 ? Styles.DANGER : Styles.TEXT_MUTED);
    }

    /** What of the adapter a run does not play; takes no room where everything plays. */
    private Label notPlayed() {
        Label warnings = new Label();
        warnings.setId("preview-adapter-not-played");
        warnings.setWrapText(true);
        warnings.getStyleClass().add(Styles.WARNING);
        warnings.managedProperty().bind(warnings.visibleProperty());
        ListChangeListener<Message> show = change -> showNotPlayed(warnings);
        row.notPlayed().addListener(show);
        showNotPlayed(warnings);
        return warnings;
    }

    private void showNotPlayed(Label warnings) {
        warnings.setText(row.notPlayed().stream().map(Message::text).collect(Collectors.joining("\n")));
        warnings.setVisible(!row.notPlayed().isEmpty());
    }

    private HBox strengthRow() {
        Label name = new Label(Texts.of("preview.strength"));
        name.setLabelFor(slider);
        name.setMinWidth(USE_PREF_SIZE);
        Label value = new Label();
        value.setId("preview-strength-value");
        value.setMinWidth(USE_PREF_SIZE);
        row.strengthProperty().subscribe(strength -> value.setText(Numbers.plain(strength.doubleValue())));
        Button reset = Buttons.icon(Icon.UNDO, Texts.of("preview.strength.reset"), () -> row.strengthProperty().set(1));
        reset.getStyleClass().add(Styles.SMALL);
        HBox box = new HBox(6, reach(), name, value, reset);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private void setUpSlider() {
        slider.setId("preview-strength");
        slider.setBlockIncrement(1.0 / STEPS);
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(3);
        slider.setShowTickMarks(true);
        slider.setShowTickLabels(true);
        slider.disableProperty().bind(row.enabledProperty().not());
        slider.valueProperty().subscribe(value -> row.strengthProperty().set(Math.rint(value.doubleValue() * STEPS) / STEPS));
        row.strengthProperty().subscribe(value -> slider.setValue(value.doubleValue()));
    }
}
