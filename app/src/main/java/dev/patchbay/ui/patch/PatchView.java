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
import dev.patchbay.ui.patch.connect.Cable;
import dev.patchbay.ui.patch.connect.CableActions;
import dev.patchbay.ui.patch.connect.CablesPane;
import dev.patchbay.ui.patch.connect.PatchOverlay;
import dev.patchbay.ui.patch.heat.HeatGlance;
import dev.patchbay.ui.patch.heat.HeatStripView;
import dev.patchbay.ui.patch.history.HistoryView;
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
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** The Patch place: adapter and base side by side with the cables between them; below problems, rules and result. */
public final class PatchView extends StackPane {

    private static final double NARROW = 520;
    private static final double GLANCE_GAP = 10;

    private final PatchViewModel model;
    private final AdapterTreeView adapterTree;
    private final BaseTreeView baseTree;
    private final TreePane adapterPane;
    private final TreePane basePane;
    private final ProblemsView problems;
    private final HeatStripView heat;
    private final RulesView rules;
    private final ToggleButton leftovers = new ToggleButton();
    private final Tab problemsTab = new Tab();
    private final Tab rulesTab = new Tab();
    private final Tab resultTab = new Tab();
    private final Tab historyTab = new Tab();
    private final Tab heatTab = new Tab();
    private final ReadOnlyObjectWrapper<Optional<Pointed>> pointed = new ReadOnlyObjectWrapper<>(this, "pointed", Optional.empty());
    private final TabPane tabs = new TabPane(problemsTab, rulesTab, resultTab, historyTab, heatTab);

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
        rules = new RulesView(model.rules(), this::showTouched);
        ResizeCard resize = new ResizeCard(model.problems().resize());
        setAlignment(resize, Pos.BOTTOM_CENTER);
        getChildren().addAll(split(), new PatchOverlay(baseTree, model.connect()), resize);
        model.adapter().rowsProperty().subscribe(this::describeAdapter);
        adapterPane.widthProperty().subscribe(width -> nameLeftovers(model.adapter().rowsProperty().get().leftovers()));
        visibleProperty().subscribe(visible -> FxThread.later(adapterTree::requestFocus)); // an invisible node cannot take the focus
        model.base().rowsProperty().subscribe(this::describeBase);
        model.problems().causesProperty().subscribe(causes -> describeTabs());
        model.problems().selectedProperty().subscribe(problem -> problem.ifPresent(one -> tabs.getSelectionModel().select(problemsTab)));
        model.rules().rows().subscribe(this::describeTabs);
        model.history().rows().subscribe(this::describeTabs);
        model.adapterLoadingProperty().subscribe(adapterPane::load);
        model.baseLoadingProperty().subscribe(basePane::load);
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

    private List<Integer> rulesOf(Cable cable) {
        return model.rules().acting(source -> cable.from().isName() ? cable.from().path().equals(source) : cable.from().isAbove(source));
    }

    private List<String> ruleTexts(Cable cable) {
        return rulesOf(cable).stream().map(position -> model.rules().rows().get(position).text()).toList();
    }

    /** Selects the rule that connects a cable, if there is one; names may be right without any. */
    private void showRule(Cable cable) {
        rulesOf(cable).stream().reduce((first, second) -> second).ifPresent(position -> {
            tabs.getSelectionModel().select(rulesTab);
            rules.select(position);
        });
    }

    /** Selects the first row that a rule touches. */
    private void showTouched(int rule) {
        model.rules().touched(rule, 1).stream()
                .flatMap(name -> model.adapter().rowsProperty().get().tree().find(name).stream())
                .forEach(adapterTree::reveal);
    }

    private void search() {
        (baseTree.isFocused() ? basePane : adapterPane).search().requestFocus();
    }

    private Node split() {
        CableActions actions = new CableActions(this::ruleTexts, this::showRule);
        CablesPane cables = new CablesPane(adapterTree, baseTree, model.cables(), model.connect(), actions);
        adapterPane.setMinWidth(260);
        basePane.setMinWidth(260);
        adapterPane.whenEmpty(new EmptyState(Icon.DROP_HERE, Texts.of("ui.adapter.none"), Texts.of("ui.adapter.none.hint")));
        basePane.whenEmpty(new EmptyState(Icon.BASE, Texts.of("ui.base.none"), Texts.of("ui.base.none.hint")));
        HBox.setHgrow(basePane, Priority.ALWAYS);
        SplitPane trees = new SplitPane(adapterPane, new HBox(cables, basePane));
        Dividers.place(trees, 0.45);
        problemsTab.setContent(problems);
        rulesTab.setContent(rules);
        resultTab.setContent(new ResultView(model.result()));
        historyTab.setContent(new HistoryView(model.history()));
        heatTab.setContent(heat);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.setId("patch-tabs");
        tabs.setMinHeight(120);
        SplitPane split = new SplitPane(trees, tabsWithGlance());
        split.setOrientation(Orientation.VERTICAL);
        Dividers.place(split, 0.66);
        return split;
    }

    /** The glance stands in the line of the tabs, in the room that they leave. */
    private Node tabsWithGlance() {
        HeatGlance glance = new HeatGlance(model.heat(), this::showHeat);
        StackPane both = new StackPane(tabs, glance) {
            @Override
            protected void layoutChildren() {
                Region headers = (Region) tabs.lookup(".headers-region");
                glance.fit(headers == null ? 0 : getWidth() - headers.prefWidth(-1) - 4 * GLANCE_GAP);
                super.layoutChildren();
            }
        };
        StackPane.setAlignment(glance, Pos.TOP_RIGHT);
        StackPane.setMargin(glance, new Insets(GLANCE_GAP, 2 * GLANCE_GAP, 0, 0));
        both.setMinHeight(tabs.getMinHeight());
        return both;
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
                file.isEmpty() ? "" : PaneCount.tensors(rows.query(), rows.tree().names(), rows.all()), "");
        boolean shown = model.adapter().leftoversShownProperty().get();
        nameLeftovers(rows.leftovers());
        leftovers.setGraphic((shown ? Icon.EYE : Icon.EYE_CLOSED).node());
        leftovers.setVisible(rows.leftovers() > 0);
        leftovers.setManaged(rows.leftovers() > 0);
    }

    /** In a narrow pane the number has to do. */
    private void nameLeftovers(int count) {
        String words = Texts.counted("ui.adapter.leftovers", count).text();
        leftovers.setText(adapterPane.getWidth() < NARROW ? String.valueOf(count) : words);
        leftovers.setAccessibleText(words);
    }

    private void describeBase(BaseRows rows) {
        basePane.describe(
                rows.base().map(BaseModel::name).orElse(""),
                rows.base().isEmpty() ? "" : PaneCount.modules(rows.query(), rows.tree().names(), rows.adaptable(), rows.modules().size()),
                rows.base().isEmpty() ? "" : Texts.of("ui.base.count", rows.adaptable(), rows.modules().size() - rows.adaptable()));
    }

    private void describeTabs() {
        title(problemsTab, "ui.problems", model.problems().causes().size());
        title(rulesTab, "ui.rules", model.rules().rows().size());
        title(resultTab, "ui.result", 0);
        title(historyTab, "ui.history", Math.max(0, model.history().rows().size() - 1));
        title(heatTab, "ui.heat", 0);
    }

    private static void title(Tab tab, String key, int count) {
        tab.setText(count == 0 ? Texts.of(key) : Texts.of("ui.tab.counted", Texts.of(key), count));
    }
}
