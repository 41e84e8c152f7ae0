package dev.patchbay.ui.patch.heat;

import atlantafx.base.theme.Styles;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.SegmentedChoice;
import dev.patchbay.ui.fx.Texts;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** The heat strip with its controls: choice of measure, legend, and a description of the cell under the mouse. */
public final class HeatStripView extends BorderPane {

    private final HeatStripModel model;
    private final HeatCanvas cells;

    /** @param jump shows the rows of a cell in the trees */
    public HeatStripView(HeatStripModel model, ValuesModel values, Consumer<HeatCell> jump) {
        this.model = model;
        this.cells = new HeatCanvas(model, jump);
        setId("heat");
        getStyleClass().add("heat");
        Label words = new Label();
        words.setId("heat-words");
        words.getStyleClass().addAll("mono", Styles.TEXT_SMALL);
        words.textProperty().bind(cells.wordsProperty());
        words.setMinWidth(0);
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        HBox bar = new HBox(measures(), new HeatLegend(model), spacer, new ValuesProgress(values));
        bar.getStyleClass().add("pane-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        HBox below = new HBox(words);
        below.getStyleClass().add("heat-below");
        Node nothing = new EmptyState(Icon.HEAT, Texts.of("ui.heat.none"), Texts.of("ui.heat.none.hint"));
        StackPane middle = new StackPane(cells, nothing);
        middle.getStyleClass().add("heat-middle");
        setTop(bar);
        setCenter(middle);
        setBottom(below);
        model.stripProperty().subscribe(strip -> {
            nothing.setVisible(strip.isEmpty());
            cells.setVisible(!strip.isEmpty());
            below.setVisible(!strip.isEmpty());
            bar.setVisible(!strip.isEmpty());
            bar.setManaged(!strip.isEmpty());
        });
    }

    /** The node that takes the keyboard focus. */
    public Node cells() {
        return cells;
    }

    private Node measures() {
        SegmentedChoice<HeatMeasure> measures = new SegmentedChoice<>(model.measureProperty());
        for (HeatMeasure measure : HeatMeasure.values()) {
            ToggleButton button = new ToggleButton(Texts.of("ui.heat.by." + measure.name().toLowerCase(Locale.ROOT)));
            button.setId("heat-by-" + measure.name().toLowerCase(Locale.ROOT));
            button.getStyleClass().add(Styles.SMALL);
            measures.add(measure, button);
        }
        return measures;
    }
}
