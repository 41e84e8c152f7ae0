package dev.patchbay.ui.inspector;

import atlantafx.base.theme.Styles;
import dev.patchbay.examination.ChangeValues;
import dev.patchbay.examination.Examination;
import dev.patchbay.examination.StoredAs;
import dev.patchbay.examination.Subject;
import dev.patchbay.examination.TensorValues;
import dev.patchbay.message.PlainText;
import dev.patchbay.tensor.HeatMap;
import dev.patchbay.tensor.Shape;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Figures;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The drawer: name, facts, and what the values are like. */
final class InspectorPanel extends BorderPane {

    private static final double WIDTH = 340;
    private static final double NARROW = 290;
    private static final double NARROW_WINDOW = 1200;

    private final InspectorModel model;
    private final VBox content = new VBox(14);
    private final ScrollPane scroll = new ScrollPane(content);
    private final EmptyState nothing =
            new EmptyState(Icon.INSPECT, Texts.of("inspector.none"), Texts.of("inspector.none.hint"));

    /** @param close puts the drawer away */
    InspectorPanel(InspectorModel model, Runnable close) {
        this.model = model;
        setId("inspector");
        getStyleClass().add("inspector");
        take(WIDTH);
        content.getStyleClass().add("inspector-content");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setId("inspector-scroll");
        scroll.setAccessibleText(Texts.of("inspector.title"));
        setTop(top(close));
        setBottom(new LookBar(model));
        model.subjectProperty().subscribe(subject -> {
            scroll.setVvalue(0);
            refresh();
        });
        model.lookProperty().subscribe(look -> refresh());
    }

    /** In a narrow window the drawer leaves more to the place. */
    void fit(double window) {
        take(window < NARROW_WINDOW ? NARROW : WIDTH);
    }

    private void take(double width) {
        setMinWidth(width);
        setPrefWidth(width);
        setMaxWidth(width);
    }

    private static Node top(Runnable close) {
        Label title = new Label(Texts.of("inspector.title"));
        title.getStyleClass().add(Styles.TEXT_BOLD);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button away = Buttons.icon(Icon.CANCEL, Texts.of("inspector.close"), close);
        away.setId("inspector-close");
        away.setFocusTraversable(true);
        away.getStyleClass().add(Styles.SMALL);
        HBox top = new HBox(Icon.INSPECT.node(), title, gap, away);
        top.getStyleClass().add("pane-bar");
        top.setAlignment(Pos.CENTER_LEFT);
        return top;
    }

    /** While values are read the facts stand there already, so that nothing jumps when the rest follows below. */
    private void refresh() {
        Optional<Subject> subject = model.subjectProperty().get();
        content.getChildren().clear();
        setCenter(subject.isPresent() ? scroll : nothing);
        if (subject.isEmpty()) {
            return;
        }
        content.getChildren().add(name(subject.get()));
        subject.get().tensor().ifPresent(tensor -> add("inspector.section.tensor", Facts.of(StoredAs.of(tensor))));
        subject.get().layer().ifPresent(layer -> add("inspector.section.layer", Facts.of(layer)));
        Optional<Examination> found = model.lookProperty().get() instanceof Look.Done done ? Optional.of(done.found()) : Optional.empty();
        found.flatMap(Examination::weight).ifPresent(weight -> add("inspector.section.weight", Facts.of(weight)));
        found.flatMap(Examination::tensor).ifPresent(values -> show(values, shape(subject.get())));
        subject.get().module().ifPresent(module -> add("inspector.section.module", Facts.of(module)));
        found.flatMap(Examination::change).ifPresent(this::show);
        found.ifPresent(one -> one.notes().forEach(note -> content.getChildren().add(quiet(note.text()))));
    }

    private static Shape shape(Subject subject) {
        return subject.tensor().map(tensor -> tensor.info().shape())
                .or(() -> subject.layer().map(layer -> layer.info().weight()))
                .orElse(Shape.SCALAR);
    }

    private void show(TensorValues values, Shape shape) {
        long rows = shape.dimensions() < 2 ? 1 : shape.size(0);
        add("inspector.section.values", Facts.of(values.statistics()));
        add("inspector.section.histogram", new HistogramChart(values.histogram()));
        add("inspector.section.map", new HeatMapChart(values.map(), rows, shape.elements() / rows), caption(values.map()));
    }

    private void show(ChangeValues change) {
        add("inspector.section.change", Facts.of(change));
        add("inspector.section.changeMap", new HeatMapChart(change.map(), change.outputs(), change.inputs()), caption(change.map()));
        add("inspector.section.spectrum", new SpectrumChart(change.spectrum()));
    }

    private static Node caption(HeatMap map) {
        return quiet(Texts.of(map.sampled() ? "inspector.map.sampled" : "inspector.map.whole", Figures.number(map.most())));
    }

    private void add(String key, Node... parts) {
        Label title = new Label(Texts.of(key));
        title.getStyleClass().add("inspector-heading");
        VBox section = new VBox(5, title);
        section.getChildren().addAll(parts);
        content.getChildren().add(section);
    }

    private static Node name(Subject subject) {
        Label name = new Label(PlainText.inLine(subject.name()));
        name.setId("inspector-name");
        name.getStyleClass().addAll("mono", Styles.TEXT_BOLD);
        name.setWrapText(true);
        name.setAccessibleText(PlainText.inLine(subject.name()));
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        Button copy = Buttons.icon(Icon.COPY, Texts.of("inspector.copy"), () -> copy(subject.name()));
        copy.getStyleClass().add(Styles.SMALL);
        copy.setFocusTraversable(true);
        return new HBox(6, name, copy);
    }

    private static void copy(String name) {
        ClipboardContent text = new ClipboardContent();
        text.putString(name);
        Clipboard.getSystemClipboard().setContent(text);
    }

    private static Label quiet(String words) {
        Label label = new Label(words);
        label.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        label.setWrapText(true);
        return label;
    }
}
