package dev.patchbay.ui.compare;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.ui.command.Command;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.SearchField;
import dev.patchbay.ui.control.SegmentedChoice;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.FxThread;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.AlignedCheckpoints.Alignment;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The Compare place: both files above, what the comparison comes to, a strip by blocks and a table of tensors. */
public final class CompareView extends BorderPane {

    private static final double MARGIN = 14;
    private static final double MOST_FOR_THE_STRIP = 0.4;
    private static final KeyCombination FIND = KeyCombination.valueOf("Shortcut+F");

    private final CompareModel model;
    private final FileDialogs dialogs;
    private final RunVerdict verdict = new RunVerdict();
    private final ChangeTable table;
    private final ChangeStrip strip;
    private final SearchField search = new SearchField(Texts.of("compare.search"), Texts.of("compare.search.clear"));
    private final FlowPane kinds = new FlowPane(8, 6);
    private final SplitPane split = new SplitPane();
    private final Node found;

    /** @param open the adapter that is open in the window; the first file, when the place is shown for the first time */
    public CompareView(CompareModel model, FileDialogs dialogs, Supplier<Optional<Path>> open) {
        this.model = model;
        this.dialogs = dialogs;
        setId("place-compare");
        getStyleClass().add("compare");
        table = new ChangeTable(model);
        strip = new ChangeStrip(this::reveal);
        search.setId("compare-search");
        search.queryProperty().subscribe(words -> model.queryProperty().set(words));
        found = found();
        setTop(new VBox(files()));
        model.comparingProperty().subscribe(this::show);
        visibleProperty().subscribe(visible -> {
            if (visible) {
                model.offer(open.get());
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (FIND.match(event)) {
                search.requestFocus();
                event.consume();
            }
        });
    }

    /** Commands for keyboard, menu and palette. */
    public List<CommandGroup> commands() {
        return List.of(new CommandGroup(Message.of("ui.place.compare"), List.of(
                Command.of("compare.left", () -> open("left")),
                Command.of("compare.right", () -> open("right")),
                Command.of("compare.swap", model::swap),
                Command.of("compare.again", model::compare))));
    }

    private void open(String side) {
        dialogs.openFile(Message.of("compare." + side + ".open"))
                .ifPresent(path -> ("left".equals(side) ? model.leftProperty() : model.rightProperty()).set(Optional.of(path)));
    }

    private Node files() {
        FileCard left = new FileCard("left", model.leftProperty(), dialogs, paths -> model.open(paths, model.leftProperty()));
        FileCard right = new FileCard("right", model.rightProperty(), dialogs, paths -> model.open(paths, model.rightProperty()));
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        left.setPrefWidth(300);
        right.setPrefWidth(300);
        Button swap = Buttons.icon(Icon.SWAP, Texts.of("compare.swap"), model::swap);
        swap.setId("compare-swap");
        swap.setFocusTraversable(true);
        SegmentedChoice<Alignment> by = new SegmentedChoice<>(model.alignmentProperty());
        for (Alignment one : Alignment.values()) {
            String word = one.name().toLowerCase(Locale.ROOT);
            ToggleButton button = new ToggleButton(Texts.of("compare.align." + word));
            button.setId("compare-align-" + word);
            button.getStyleClass().add(Styles.SMALL);
            button.setTooltip(new Tooltip(Texts.of("compare.align." + word + ".hint")));
            by.add(one, button);
        }
        HBox bar = new HBox(10, left, swap, right, by);
        bar.getStyleClass().add("compare-files");
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private Node found() {
        ScrollPane scroll = new ScrollPane(strip);
        scroll.setFitToWidth(true);
        scroll.setMinHeight(60);
        scroll.getStyleClass().add("compare-scroll");
        HBox.setHgrow(kinds, Priority.ALWAYS);
        search.setPrefWidth(220);
        search.setMinWidth(140);
        HBox filter = new HBox(10, kinds, search);
        filter.setAlignment(Pos.CENTER_LEFT);
        filter.getStyleClass().add("compare-filter");
        BorderPane below = new BorderPane(table);
        below.setTop(filter);
        split.getItems().setAll(scroll, below);
        split.setOrientation(Orientation.VERTICAL);
        BorderPane all = new BorderPane(split);
        all.setTop(verdict);
        return all;
    }

    private void show(Comparing now) {
        switch (now) {
            case Comparing.Nothing() -> setCenter(new EmptyState(Icon.COMPARE, Texts.of("compare.none"), Texts.of("compare.none.hint")));
            case Comparing.Running running -> showRunning(running);
            case Comparing.Done(CompareResult result) -> showResult(result);
            case Comparing.Stopped() -> setCenter(again(Texts.of("compare.stopped")));
            case Comparing.Failed(Message why) -> setCenter(again(why.text()));
        }
    }

    private void showRunning(Comparing.Running running) {
        ProgressBar bar = new ProgressBar(
                running.total() == 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) running.done() / running.total());
        bar.setPrefWidth(360);
        bar.setAccessibleText(Texts.of("compare.progress"));
        Label words = new Label(running.doing().text());
        words.getStyleClass().add(Styles.TEXT_MUTED);
        Button stop = Buttons.text(Texts.of("compare.stop"), model::stop);
        stop.setId("compare-stop");
        VBox box = new VBox(12, bar, words, stop);
        box.setId("compare-running");
        box.setAlignment(Pos.CENTER);
        setCenter(box);
    }

    private Node again(String why) {
        Label words = new Label(why);
        words.setId("compare-problem");
        words.setWrapText(true);
        words.setMaxWidth(640);
        Button again = Buttons.text(Texts.of("compare.again"), model::compare);
        again.setId("compare-again");
        VBox box = new VBox(12, words, again);
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private void showResult(CompareResult result) {
        verdict.show(result);
        strip.show(result.strip());
        kinds.getChildren().setAll(choice(result));
        setCenter(found);
        FxThread.later(this::divide); // the size is known after the first layout
    }

    /** As much for the strip as it needs, but no more than some of the place. */
    private void divide() {
        double wanted = (strip.getMinHeight() + MARGIN) / Math.max(1, split.getHeight());
        split.setDividerPositions(Math.clamp(wanted, 0.1, MOST_FOR_THE_STRIP));
    }

    private Node choice(CompareResult result) {
        SegmentedChoice<Optional<ChangeKind>> choice = new SegmentedChoice<>(model.kindProperty());
        choice.add(Optional.empty(), chip("all", Texts.of("compare.kind.all")));
        for (ChangeKind kind : ChangeKind.values()) {
            int count = result.counts().getOrDefault(kind, 0);
            ToggleButton chip = chip(kind.word(), Texts.of("compare.chip", Texts.of("compare.kind." + kind.word()), count));
            chip.setDisable(count == 0);
            choice.add(Optional.of(kind), chip);
        }
        return choice;
    }

    private static ToggleButton chip(String word, String text) {
        ToggleButton chip = new ToggleButton(text);
        chip.setId("compare-kind-" + word);
        chip.getStyleClass().add(Styles.SMALL);
        return chip;
    }

    /** Shows the row of a tensor, whatever filter hides it. */
    private void reveal(String tensor) {
        if (model.rowsProperty().get().stream().noneMatch(row -> row.name().equals(tensor))) {
            search.clear();
            model.queryProperty().set("");
            boolean same = model.result().stream().flatMap(result -> result.rows().stream())
                    .anyMatch(row -> row.name().equals(tensor) && row.kind() == ChangeKind.SAME);
            model.kindProperty().set(same ? Optional.of(ChangeKind.SAME) : Optional.empty());
        }
        table.reveal(tensor);
    }
}
