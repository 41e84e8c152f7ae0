package dev.patchbay.ui.patch.heat;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.FitState;
import dev.patchbay.ui.patch.tree.StateSign;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** What the colours and signs of the heat strip mean, with how many cells have them. */
final class HeatLegend extends HBox {

    private final HeatStripModel model;

    HeatLegend(HeatStripModel model) {
        this.model = model;
        setId("heat-legend");
        getStyleClass().add("heat-legend");
        setAlignment(Pos.CENTER_LEFT);
        model.stripProperty().subscribe(strip -> refresh());
        model.measureProperty().subscribe(measure -> refresh());
    }

    private void refresh() {
        getChildren().clear();
        if (model.measureProperty().get() == HeatMeasure.STATE) {
            model.stripProperty().get().counts().forEach((state, count) -> getChildren().add(entry(state, count)));
        } else if (model.most().isPresent()) {
            Region scale = new Region();
            scale.getStyleClass().add("heat-scale");
            getChildren().addAll(words("0"), scale, words(model.most().get()));
        } else if (!model.stripProperty().get().isEmpty()) {
            getChildren().add(words(Texts.of("ui.heat.unmeasured")));
        }
    }

    private static Node entry(FitState state, int count) {
        Label sign = new Label(HeatPalette.sign(state));
        sign.getStyleClass().add("heat-sign");
        StackPane swatch = new StackPane(sign);
        swatch.getStyleClass().addAll("heat-swatch", HeatPalette.style(state));
        Label words = words(Texts.of("ui.heat.legend", StateSign.of(state).word(), count));
        HBox entry = new HBox(swatch, words);
        entry.getStyleClass().add("heat-entry");
        entry.setAlignment(Pos.CENTER_LEFT);
        entry.setMinWidth(USE_PREF_SIZE);
        return entry;
    }

    private static Label words(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
