package dev.patchbay.ui.shell;

import atlantafx.base.controls.ModalPane;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.command.CommandKeys;
import dev.patchbay.ui.command.CommandPalette;
import dev.patchbay.ui.command.PaletteModel;
import dev.patchbay.ui.control.NoticePane;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.theme.AppIcon;
import dev.patchbay.ui.theme.Theme;
import java.util.List;
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
    private final ObjectProperty<Place> shown;
    private final ModalPane front = new ModalPane();
    private final CommandPalette palette;
    private final VBox paletteLayer;
    private final Scene scene;

    /**
     * @param places in the order of the switch; the first is shown first
     * @param export the panel that the export button slides in
     */
    public MainWindow(ShellViewModel model, Theme theme, FileDialogs dialogs, List<Place> places, Sheet export) {
        this.model = model;
        this.export = export;
        this.shown = new SimpleObjectProperty<>(this, "shown", places.getFirst());
        VerdictLayer verdicts = new VerdictLayer(model);
        ExpectationFields expectation = new ExpectationFields(model);
        ShellActions actions =
                new ShellActions(model, dialogs, expectation, this::showPalette, this::showExport, verdicts::toggle);
        List<CommandGroup> commands = new ShellCommands(model, actions, theme, export.count()).all(places, shown);
        this.palette = new CommandPalette(new PaletteModel(commands), this::closeFront);
        this.paletteLayer = new VBox(palette);
        paletteLayer.getStyleClass().add("palette-layer");
        paletteLayer.setPickOnBounds(false);
        paletteLayer.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        front.displayProperty().subscribe(displayed -> {
            if (!displayed) {
                front.setContent(null); // a closed overlay is notified by being removed from the scene
            }
        });
        NoticePane middle = new NoticePane(middle(actions, places), model.noticeProperty());
        middle.setId("window-notice");
        BorderPane frame = new BorderPane(middle);
        frame.setTop(new Toolbar(model, actions, expectation, places, shown, commands));
        StatusBar statusBar = new StatusBar(model, actions, export.count());
        verdicts.placeAbove(statusBar);
        frame.setBottom(statusBar);
        FileDropLayer fileDrop = new FileDropLayer(model::open);
        StackPane root = new StackPane(frame, verdicts, front, fileDrop);
        root.setId("window");
        root.getStyleClass().add("window");
        fileDrop.watch(root);
        this.scene = new Scene(root, WIDTH, HEIGHT);
        Theme.addSheet(scene);
        CommandKeys.install(commands, scene);
    }

    public Scene scene() {
        return scene;
    }

    /** Shows the window on a stage, no larger than the screen. */
    public void show(Stage stage) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setScene(scene);
        stage.getIcons().setAll(AppIcon.all());
        stage.setWidth(Math.min(WIDTH, screen.getWidth()));
        stage.setHeight(Math.min(HEIGHT, screen.getHeight()));
        stage.setMinWidth(980);
        stage.setMinHeight(620);
        model.statusProperty().subscribe(status -> stage.setTitle(status.adapter()
                .map(adapter -> Texts.of("ui.window.titleWith", adapter.name()))
                .orElseGet(() -> Texts.of("ui.window.title"))));
        stage.show();
    }

    /** Goes to a place. */
    public void show(Place place) {
        shown.set(place);
    }

    /** Slides in the export panel; Esc or a click outside closes it. */
    public void showExport() {
        export.onOpen().run();
        front.setAlignment(Pos.CENTER_RIGHT);
        front.usePredefinedTransitionFactories(Side.RIGHT);
        front.show(export.view());
        export.view().requestFocus(); // so that the panel receives keys such as Esc
    }

    /** Closes whatever is in front of the place: palette or export panel. */
    public void closeFront() {
        front.hide(true);
    }

    private void showPalette() {
        front.setAlignment(Pos.TOP_CENTER);
        front.usePredefinedTransitionFactories(Side.TOP);
        front.show(paletteLayer);
        palette.open();
    }

    private StackPane middle(ShellActions actions, List<Place> places) {
        WelcomeView welcome = new WelcomeView(model, actions);
        StackPane middle = new StackPane(welcome);
        places.forEach(place -> middle.getChildren().add(place.view()));
        Runnable switchOver = () -> {
            boolean blank = model.statusProperty().get().isBlank() && shown.get() == places.getFirst();
            show(welcome, blank);
            places.forEach(place -> show(place.view(), !blank && place == shown.get()));
        };
        shown.subscribe(place -> switchOver.run());
        model.statusProperty().subscribe(status -> switchOver.run());
        return middle;
    }

    private static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
