package dev.patchbay.ui.patch;

import atlantafx.base.theme.Styles;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.examination.Pointed;
import dev.patchbay.message.Message;
import dev.patchbay.ui.command.Command;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.FileDrop;
import dev.patchbay.ui.fx.FxThread;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.connect.AdapterTreeView;
import dev.patchbay.ui.patch.connect.BaseTreeView;
import dev.patchbay.ui.patch.connect.CablesPane;
import dev.patchbay.ui.patch.connect.PatchOverlay;
import dev.patchbay.ui.patch.heat.HeatStripView;
import dev.patchbay.ui.patch.problems.ProblemsView;
import dev.patchbay.ui.patch.problems.ResizeCard;
import dev.patchbay.ui.patch.rules.ResultView;
import dev.patchbay.ui.patch.rules.RulesView;
import dev.patchbay.ui.patch.tree.AdapterRows;
import dev.patchbay.ui.patch.tree.BaseRows;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTreeView;
import dev.patchbay.ui.patch.tree.TreePane;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** The Patch place: adapter and base side by side with the cables between them; below problems, rules and result. */
public final class PatchView extends StackPane {

    private final PatchViewModel model;
    private final AdapterTreeView adapterTree;
    private final BaseTreeView baseTree;
    private final TreePane adapterPane;
    private final TreePane basePane;
    private final ProblemsView problems;
    private final HeatStripView heat;
    private final ToggleButton leftovers = new ToggleButton();
    private final Tab problemsTab = new Tab();
    private final Tab rulesTab = new Tab();
    private final Tab resultTab = new Tab();
    private final Tab heatTab = new Tab();
    private final ReadOnlyObjectWrapper<Optional<Pointed>> pointed = new ReadOnlyObjectWrapper<>(this, "pointed", Optional.empty());
    private final TabPane tabs = new TabPane(problemsTab, rulesTab, resultTab, heatTab);

    public PatchView(PatchViewModel model) {
        this.model = model;
        setId("place-patch");
        getStyleClass().add("patch");
        adapterTree = new AdapterTreeView(model.adapter(), model.connect());
        baseTree = new BaseTreeView(model.base(), model.connect());
        adapterPane = new TreePane(Icon.ADAPTER, Texts.of("ui.adapter"), adapterTree, leftoversToggle());
        basePane = new TreePane(Icon.BASE, Texts.of("ui.base"), baseTree, new Region());
        FileDrop.BASE.mark(basePane);
        adapterPane.search().queryProperty().subscribe(query -> model.adapter().queryProperty().set(query));
        basePane.search().queryProperty().subscribe(query -> model.base().queryProperty().set(query));
        RowJump jump = new RowJump(model, adapterTree, baseTree, adapterPane.search(), basePane.search());
        problems = new ProblemsView(model.problems(), model.values(), jump::to);
        heat = new HeatStripView(model.heat(), model.values(), jump::to);
        ResizeCard resize = new ResizeCard(model.problems().resize());
        setAlignment(resize, Pos.BOTTOM_CENTER);
        getChildren().addAll(split(), new PatchOverlay(baseTree, model.connect()), resize);
        model.adapter().rowsProperty().subscribe(this::describeAdapter);
        visibleProperty().subscribe(visible -> FxThread.later(adapterTree::requestFocus)); // an invisible node cannot take the focus
        model.base().rowsProperty().subscribe(this::describeBase);
        model.problems().causesProperty().subscribe(causes -> describeTabs());
        model.problems().selectedProperty().subscribe(problem -> problem.ifPresent(one -> tabs.getSelectionModel().select(problemsTab)));
        model.rules().rows().subscribe(this::describeTabs);
        follow(adapterTree, row -> new Pointed.InFile(row.path(), row.someNames(Pointed.InFile.MOST)));
        follow(baseTree, row -> new Pointed.InBase(row.path()));
    }

    /** The row that was selected last, in either tree. */
    public ReadOnlyObjectProperty<Optional<Pointed>> pointedProperty() {
        return pointed.getReadOnlyProperty();
    }

    private void follow(NameTreeView tree, Function<NameNode, Pointed> as) {
        Runnable look = () -> tree.selected().map(as).ifPresent(row -> pointed.set(Optional.of(row)));
        tree.getSelectionModel().selectedItemProperty().subscribe(look);
        tree.focusedProperty().subscribe(focused -> {
            if (focused) {
                look.run();
            }
        });
    }

    /** Commands for keyboard, menu and palette. */
    public List<CommandGroup> commands() {
        return List.of(new CommandGroup(
                Message.of("ui.command.patch"),
                List.of(
                        Command.of("patch.nextProblem", () -> problems.step(model.problems()::next)).key("F2"),
                        Command.of("patch.previousProblem", () -> problems.step(model.problems()::previous)).key("Shift+F2"),
                        Command.of("patch.fix", model.problems()::fixSelected).key("Alt+Enter"),
                        Command.of("patch.fixAll", model.problems()::fixAllCertain)
                                .enabledWhen(model.problems().certainFixesProperty().greaterThan(0)),
                        Command.of("patch.heat", this::showHeat).key("Shortcut+Shift+H"),
                        Command.of("patch.mark", adapterTree::markSelected).key("Shortcut+M"),
                        Command.of("patch.search", this::search).key("Shortcut+F"))));
    }

    private void showHeat() {
        tabs.getSelectionModel().select(heatTab);
        FxThread.later(heat.cells()::requestFocus); // the tab has to be selected first
    }

    private void search() {
        (baseTree.isFocused() ? basePane : adapterPane).search().requestFocus();
    }

    private Node split() {
        CablesPane cables = new CablesPane(adapterTree, baseTree, model.cables(), model.connect());
        cables.setMinWidth(90);
        adapterPane.setMinWidth(260);
        basePane.setMinWidth(260);
        adapterTree.setPlaceholder(new EmptyState(Icon.DROP_HERE, Texts.of("ui.adapter.none"), Texts.of("ui.adapter.none.hint")));
        baseTree.setPlaceholder(new EmptyState(Icon.BASE, Texts.of("ui.base.none"), Texts.of("ui.base.none.hint")));
        SplitPane trees = new SplitPane(adapterPane, cables, basePane);
        Dividers.place(trees, 0.44, 0.56);
        problemsTab.setContent(problems);
        rulesTab.setContent(new RulesView(model.rules()));
        resultTab.setContent(new ResultView(model.result()));
        heatTab.setContent(heat);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.setId("patch-tabs");
        tabs.setMinHeight(120);
        SplitPane split = new SplitPane(trees, tabs);
        split.setOrientation(Orientation.VERTICAL);
        Dividers.place(split, 0.66);
        return split;
    }

    private ToggleButton leftoversToggle() {
        leftovers.setId("leftovers");
        leftovers.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        leftovers.setFocusTraversable(false);
        leftovers.setMinWidth(Region.USE_PREF_SIZE);
        leftovers.selectedProperty().bindBidirectional(model.adapter().leftoversShownProperty());
        leftovers.setTooltip(new Tooltip(Texts.of("ui.adapter.leftovers.hint")));
        return leftovers;
    }

    private void describeAdapter(AdapterRows rows) {
        Optional<Checkpoint> file = model.stateProperty().get().checkpoint();
        adapterPane.describe(
                file.map(Checkpoint::path).map(Path::getFileName).map(Path::toString).orElse(""),
                file.isEmpty() ? "" : Texts.counted("ui.count.tensors", rows.tree().names()).text());
        boolean shown = model.adapter().leftoversShownProperty().get();
        leftovers.setText(Texts.counted("ui.adapter.leftovers", rows.leftovers()).text());
        leftovers.setGraphic((shown ? Icon.EYE : Icon.EYE_CLOSED).node());
        leftovers.setVisible(rows.leftovers() > 0);
        leftovers.setManaged(rows.leftovers() > 0);
    }

    private void describeBase(BaseRows rows) {
        basePane.describe(
                rows.base().map(BaseModel::name).orElse(""),
                rows.base().isEmpty() ? "" : Texts.counted("ui.count.modules", rows.tree().names()).text());
    }

    private void describeTabs() {
        title(problemsTab, "ui.problems", model.problems().causes().size());
        title(rulesTab, "ui.rules", model.rules().rows().size());
        title(resultTab, "ui.result", 0);
        title(heatTab, "ui.heat", 0);
    }

    private static void title(Tab tab, String key, int count) {
        tab.setText(count == 0 ? Texts.of(key) : Texts.of("ui.tab.counted", Texts.of(key), count));
    }
}
