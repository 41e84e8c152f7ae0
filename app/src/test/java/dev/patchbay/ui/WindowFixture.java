package dev.patchbay.ui;

import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.examination.Examiner;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.matching.drop.RuleInference;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.compare.CompareModel;
import dev.patchbay.ui.compare.CompareView;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.export.ExportActions;
import dev.patchbay.ui.export.ExportViewModel;
import dev.patchbay.ui.fx.FxTaskExecutor;
import dev.patchbay.ui.inspector.InspectedPlace;
import dev.patchbay.ui.inspector.InspectorModel;
import dev.patchbay.ui.patch.PatchView;
import dev.patchbay.ui.patch.PatchViewModel;
import dev.patchbay.ui.shell.MainWindow;
import dev.patchbay.ui.shell.Place;
import dev.patchbay.ui.shell.Sheet;
import dev.patchbay.ui.shell.ShellViewModel;
import dev.patchbay.ui.shell.document.TestDocument;
import dev.patchbay.ui.shell.help.HelpFacts;
import dev.patchbay.ui.shell.verdict.HeadlineActions;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.ui.theme.Theme;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.BaseValues;
import dev.patchbay.workspace.Demo;
import dev.patchbay.workspace.Workspace;
import dev.patchbay.workspace.place.FoundPlaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TreeTableRow;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;

/** The real window with the real core behind it, and empty places where others are tested elsewhere. */
public final class WindowFixture {

    public final Theme theme = new Theme();
    public final Workspace workspace;
    public final ShellViewModel shell;
    public final PatchViewModel patch;
    public final InspectorModel inspector;
    public final CompareModel compare;
    public final MainWindow window;
    public final ChosenFiles dialogs = new ChosenFiles();
    public final ExportViewModel export;
    private final StackPane sheet = new StackPane();

    /** Files that were shown in the system's file manager. */
    public final List<Path> shownInFolder = new ArrayList<>();

    /** What a search of this machine finds; a test may put something there. */
    public volatile FoundPlaces places = FoundPlaces.NONE;


    /** @param cache where the demo is unpacked */
    public WindowFixture(Stage stage, Path cache, Appearance appearance) {
        TaskExecutor executor = new FxTaskExecutor();
        theme.appearanceProperty().set(appearance);
        workspace = new Workspace(executor);
        shell = new ShellViewModel(
                workspace, TestDocument.of(workspace, FxTaskExecutor.oneByOne("keeping"), cache), executor,
                new BaseModels(TestOpener.OPENER), new Demo(cache), cancellation -> places, files -> {});
        patch = new PatchViewModel(workspace, executor, (mapping, base) -> new RuleInference(mapping, base)::infer, shell::openInstead);
        patch.openingProperty().bind(shell.openingProperty());
        PatchView patchView = new PatchView(patch);
        inspector = new InspectorModel(workspace, executor, new Examiner(TestOpener.OPENER));
        InspectedPlace inspected = new InspectedPlace(patchView, inspector, patchView.pointedProperty());
        compare = new CompareModel(executor, TestOpener.OPENER, () -> KnownRules.BUILT_IN);
        CompareView compareView = new CompareView(compare, dialogs, () -> workspace.state().checkpoint().map(Checkpoint::path));
        List<CommandGroup> commands = Stream.concat(patchView.commands().stream(), inspected.commands().stream()).toList();
        export = new ExportViewModel(workspace, executor, new BaseValues(TestOpener.OPENER), cache,
                new ExportActions(shownInFolder::add, file -> {}, shell::open, rank -> {}));
        export.reportTo(shell.log());
        sheet.setId("export-sheet");
        sheet.setMaxWidth(480);
        List<Place> places = List.of(
                new Place("patch", Message.of("ui.place.patch"), Icon.PATCH, inspected, commands),
                new Place("preview", Message.of("ui.place.preview"), Icon.PREVIEW, emptyPlace(), List.of()),
                new Place("compare", Message.of("ui.place.compare"), Icon.COMPARE, compareView, compareView.commands()));
        window = new MainWindow(shell, theme, dialogs, places, new Sheet(sheet, () -> {}, export.countProperty()),
                new Sheet(new StackPane(), () -> {}, export.countProperty()),
                new HelpFacts("test", "", (progress, cancellation) -> "", executor),
                new HeadlineActions(patch.problems()::fix, export.programProperty()::set));
        window.show(stage);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(1440);
        stage.setHeight(900);
        stage.requestFocus();
    }

    private static VBox emptyPlace() {
        VBox place = new VBox();
        place.setId("place-preview");
        return place;
    }

    /** The row of a tensor or branch in the left tree; it has to be in view. */
    public Node adapterRow(FxRobot robot, String path) {
        return row(robot, "#adapter-tree", path);
    }

    /** The row of a module or branch in the right tree. */
    public Node baseRow(FxRobot robot, String path) {
        return row(robot, "#base-tree", path);
    }

    private static Node row(FxRobot robot, String tree, String path) {
        Predicate<Node> wanted = node -> node instanceof TreeTableRow<?> row
                && row.isVisible()
                && row.getItem() != null
                && row.getItem().toString().equals(path);
        return robot.from(robot.lookup(tree).<Node>query()).lookup(wanted).query();
    }

    public Scene scene() {
        return window.scene();
    }

    /** Waits until the window is no longer busy with anything. */
    public void settle() {
        await(() -> workspace.isSettled() && shell.tasks().doingProperty().get().isEmpty() && rowsShowTheAnalysis());
    }

    /** Trees are worked out after the analysis. */
    private boolean rowsShowTheAnalysis() {
        return workspace.analysis().flatMap(Analysis::report)
                .map(report -> patch.adapter().rowsProperty().get().fits().states() == report.tensorStates()
                        && patch.base().rowsProperty().get().reaches().size() == report.reaches().size())
                .orElse(true);
    }

    /** Waits for a condition that is looked at on the FX thread. */
    public static void await(BooleanSupplier condition) {
        FxWait.until(condition);
    }
}
