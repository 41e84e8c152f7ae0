package dev.patchbay.ui.shell;

import atlantafx.base.controls.ModalPane;
import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.command.CommandKeys;
import dev.patchbay.ui.command.CommandPalette;
import dev.patchbay.ui.command.PaletteModel;
import dev.patchbay.ui.control.NoticePane;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.fx.WindowBounds;
import dev.patchbay.ui.shell.document.CloseQuestion;
import dev.patchbay.ui.shell.document.MissingFilesBar;
import dev.patchbay.ui.shell.help.HelpFacts;
import dev.patchbay.ui.shell.help.HelpPanel;
import dev.patchbay.ui.shell.log.LogPanel;
import dev.patchbay.ui.shell.verdict.Headline;
import dev.patchbay.ui.shell.verdict.HeadlineActions;
import dev.patchbay.ui.shell.verdict.VerdictHeader;
import dev.patchbay.ui.shell.verdict.VerdictLayer;
import dev.patchbay.ui.theme.AppIcon;
import dev.patchbay.ui.theme.Theme;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * The window: toolbar and status bar around the places, the welcome page while nothing is open, and palette or export panel in front.
 *
 * <p>Created by {@code launch}, which makes the view models and views of the places, since places do not depend on each other.
 */
public final class MainWindow {

    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private final ShellViewModel model;
    private final Sheet export;
    private final Sheet settings;
    private final Sheet help;
    private final Sheet log;
    private final ShellActions actions;
    private final CloseQuestion closing;
    private final HeadlineActions steps;
    private final ObjectProperty<Place> shown;
    private final ModalPane front = new ModalPane();
    private final CommandPalette palette;
    private final VBox paletteLayer;
    private final Scene scene;
    private Optional<Node> focusBefore = Optional.empty();

    /**
     * @param places in the order of the switch; the first is shown first
     * @param export the panel that the export button slides in
     * @param settings the panel with the settings
     * @param help versions and the doctor's report
     * @param steps what the button of the headline does
     */
    public MainWindow(
            ShellViewModel model,
            Theme theme,
            FileDialogs dialogs,
            List<Place> places,
            Sheet export,
            Sheet settings,
            HelpFacts help,
            HeadlineActions steps) {
        this.model = model;
        this.export = export;
        this.settings = settings;
        this.steps = steps;
        this.shown = new SimpleObjectProperty<>(this, "shown", places.getFirst());
        VerdictLayer verdicts = new VerdictLayer(model.outlookProperty());
        ExpectationChip expectation = new ExpectationChip(model);
        this.actions = new ShellActions(
                model, dialogs, expectation, this::showPalette, this::showExport, verdicts::toggle, this::showSettings, this::showHelp,
                this::showLog);
        List<CommandGroup> commands = new ShellCommands(model, actions, theme, export.count()).all(places, shown);
        this.help = new Sheet(new HelpPanel(help, commands, this::closeFront), () -> {}, export.count());
        this.log = new Sheet(new LogPanel(model.log(), this::closeFront), () -> {}, export.count());
        this.palette = new CommandPalette(new PaletteModel(commands), this::closeFront);
        this.paletteLayer = new VBox(palette);
        paletteLayer.getStyleClass().add("palette-layer");
        paletteLayer.setPickOnBounds(false);
        paletteLayer.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        this.closing = new CloseQuestion(this::saveAndClose, this::discardAndClose, this::closeFront);
        front.displayProperty().subscribe(displayed -> {
            if (!displayed) {
                front.setContent(null); // a closed overlay is notified by being removed from the scene
                focusBefore.filter(node -> node.getScene() == scene()).ifPresent(Node::requestFocus);
            }
        });
        NoticePane middle = new NoticePane(middle(actions, places), model.noticeProperty());
        middle.setId("window-notice");
        BorderPane frame = new BorderPane(middle);
        MissingFilesBar missing = new MissingFilesBar(model.document(), dialogs, model::locate);
        VerdictHeader header = new VerdictHeader(model.outlookProperty(), this::act, verdicts::toggle);
        verdicts.placeBelow(header);
        VBox top = new VBox(new Toolbar(model, actions, expectation, places, shown, commands), missing, header);
        shown.subscribe(place -> show(top, header, place == places.getFirst()));
        frame.setTop(top);
        StatusBar statusBar = new StatusBar(model, actions, export.count());
        frame.setBottom(statusBar);
        FileDropLayer fileDrop = new FileDropLayer(model::open);
        StackPane root = new StackPane(frame, verdicts, front, fileDrop);
        root.setId("window");
        root.getStyleClass().add("window");
        fileDrop.watch(root);
        this.scene = new Scene(root, WIDTH, HEIGHT);
        theme.dress(scene);
        CommandKeys.install(commands, scene);
    }

    public Scene scene() {
        return scene;
    }

    /** Shows the window on a stage: where it was the last time, else no larger than the screen. */
    public void show(Stage stage) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.getIcons().setAll(AppIcon.all());
        stage.setWidth(Math.min(WIDTH, screen.getWidth()));
        stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
        stage.setMinWidth(980);
        stage.setMinHeight(620);
        WindowBounds.follow(stage, model.document().state());
        fill(stage);
        stage.show();
    }

    /** Takes the place of whatever the stage shows. */
    public void fill(Stage stage) {
        stage.setScene(scene);
        stage.setOnCloseRequest(event -> {
            if (model.document().changedProperty().get()) {
                event.consume();
                askBeforeClosing();
            }
        });
        model.statusProperty().subscribe(status -> stage.setTitle(title()));
        model.document().fileProperty().subscribe(file -> stage.setTitle(title()));
        model.document().changedProperty().subscribe(changed -> stage.setTitle(title()));
    }

    private String title() {
        String adapter = model.statusProperty().get().adapter()
                .map(open -> Texts.of("ui.window.titleWith", open.name()))
                .orElseGet(() -> Texts.of("ui.window.title"));
        String key = model.document().changedProperty().get() ? "ui.window.changedDocument" : "ui.window.document";
        return model.document().fileProperty().get().map(file -> Texts.of(key, CheckpointName.of(file), adapter)).orElse(adapter);
    }

    /** Shows something in front; when it is put away, the focus goes back to where it was. */
    private void bringUp(Node content) {
        if (!front.isDisplay()) {
            focusBefore = Optional.ofNullable(scene.getFocusOwner());
        }
        front.show(content);
    }

    private void askBeforeClosing() {
        front.setAlignment(Pos.CENTER);
        front.usePredefinedTransitionFactories(Side.TOP);
        bringUp(closing);
        closing.ask(model.document().fileProperty().get().map(CheckpointName::of).orElse(""));
    }

    private void saveAndClose() {
        closeFront();
        model.document().fileProperty().get().ifPresent(file -> model.save(file, this::close));
    }

    private void discardAndClose() {
        model.document().drop();
        close();
    }

    private void close() {
        if (scene.getWindow() instanceof Stage stage) {
            stage.close();
        }
    }

    /** Goes to a place. */
    public void show(Place place) {
        shown.set(place);
    }

    /** Slides in the export panel; Esc or a click outside closes it. */
    public void showExport() {
        slideIn(export);
    }

    /** Slides in the settings. */
    public void showSettings() {
        slideIn(settings);
    }

    /** Slides in what was told. */
    public void showLog() {
        slideIn(log);
    }

    private void showHelp() {
        slideIn(help);
    }

    private void slideIn(Sheet sheet) {
        sheet.onOpen().run();
        front.setAlignment(Pos.CENTER_RIGHT);
        front.usePredefinedTransitionFactories(Side.RIGHT);
        bringUp(sheet.view());
        sheet.view().requestFocus(); // so that the panel receives keys such as Esc
    }

    private static void show(VBox top, VerdictHeader header, boolean wanted) {
        if (wanted && !top.getChildren().contains(header)) {
            top.getChildren().add(header);
        } else if (!wanted) {
            top.getChildren().remove(header);
        }
    }

    private void act(Headline.Step step) {
        switch (step) {
            case Headline.Step.Mend mend -> steps.mend().accept(mend.fix());
            case Headline.Step.Use use -> model.openBase(new BaseChoice.Catalogue(use.base()));
            case Headline.Step.Export wanted -> {
                steps.exportFor().accept(wanted.program());
                showExport();
            }
        }
    }

    /** Closes whatever is in front of the place: palette, panel or question. */
    public void closeFront() {
        front.hide(true);
    }

    private void showPalette() {
        front.setAlignment(Pos.TOP_CENTER);
        front.usePredefinedTransitionFactories(Side.TOP);
        bringUp(paletteLayer);
        palette.open();
    }

    private StackPane middle(ShellActions actions, List<Place> places) {
        WelcomeView welcome = new WelcomeView(model, actions);
        StackPane middle = new StackPane(welcome);
        places.forEach(place -> middle.getChildren().add(place.view()));
        Runnable switchOver = () -> {
            boolean empty = model.statusProperty().get().isBlank() && model.openingProperty().get().isEmpty();
            boolean blank = empty && shown.get() == places.getFirst();
            show(welcome, blank);
            places.forEach(place -> show(place.view(), !blank && place == shown.get()));
        };
        shown.subscribe(place -> switchOver.run());
        model.statusProperty().subscribe(status -> switchOver.run());
        model.openingProperty().subscribe(opening -> switchOver.run());
        return middle;
    }

    private static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
