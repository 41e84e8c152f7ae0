package dev.patchbay.ui.shell;

import atlantafx.base.theme.Styles;
import dev.patchbay.message.Message;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.command.CommandKeys;
import dev.patchbay.ui.command.CommandMenu;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.NameLabel;
import dev.patchbay.ui.control.SegmentedChoice;
import dev.patchbay.ui.control.WhyDisabled;
import dev.patchbay.ui.fx.FileDrop;
import dev.patchbay.ui.fx.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The bar at the top: menu, places, undo, the open adapter and base. */
final class Toolbar extends HBox {

    private static final double NARROW = 1340;
    /** With less room the kind of adapter would be a dash and dots. */
    private static final double KIND = 80;
    /** Below this, what menus and keys do as well gives way, too. */
    private static final double TIGHT = 800;
    private static final double TEXT = 13;

    private final ShellViewModel model;
    private final ShellActions actions;
    private final Button undo;
    private final Button redo;
    private final Label name = new NameLabel(100); // the kind is shortened first
    private final Label kind = new Label();
    private final Button adapter = new Button();
    private final List<Label> captions;
    private final List<Node> dispensable = new ArrayList<>();
    private final List<ToggleButton> switches = new ArrayList<>();
    private final ExpectationChip expectation;

    Toolbar(
            ShellViewModel model,
            ShellActions actions,
            ExpectationChip expectation,
            List<Place> places,
            ObjectProperty<Place> shown,
            List<CommandGroup> commands) {
        this.model = model;
        this.actions = actions;
        this.expectation = expectation;
        Label baseCaption = caption("ui.base.label");
        Label programCaption = caption("ui.program.label");
        captions = List.of(baseCaption, programCaption);
        setId("toolbar");
        getStyleClass().add("toolbar");
        setMinWidth(0); // the width of the window decides whether there are words, not the other way round
        setAlignment(Pos.CENTER_LEFT);
        undo = Buttons.icon(Icon.UNDO, Texts.of("ui.undo"), model::undo);
        redo = Buttons.icon(Icon.REDO, Texts.of("ui.redo"), model::redo);
        undo.setId("undo");
        redo.setId("redo");
        Node undoable = new WhyDisabled(undo);
        Node redoable = new WhyDisabled(redo);
        List<Node> separators = List.of(separator(), separator(), separator());
        Node otherAdapters = adapterPlaces(model);
        dispensable.addAll(List.of(undoable, redoable, otherAdapters, kind));
        dispensable.addAll(separators);
        getChildren()
                .addAll(
                        menu(commands),
                        switchOf(places, shown),
                        separators.get(0),
                        undoable,
                        redoable,
                        separators.get(1),
                        adapter(),
                        otherAdapters,
                        spacer(),
                        baseCaption,
                        new BaseSelector(model),
                        basePlaces(model),
                        programCaption,
                        new ProgramChoice(model),
                        expectation,
                        separators.get(2),
                        Buttons.icon(Icon.SEARCH, Texts.of("ui.palette.open", CommandKeys.display("Shortcut+K")), actions::showPalette));
        model.statusProperty().subscribe(this::show);
        model.openingProperty().subscribe(opening -> show(model.statusProperty().get()));
        widthProperty().subscribe(this::fit);
        programCaption.fontProperty().subscribe(this::fit);
    }

    /** Larger texts need icons in a wider window. */
    private void fit() {
        double scale = captions.getFirst().getFont().getSize() / TEXT;
        shrink(getWidth() < NARROW * scale);
        dispensable.forEach(node -> {
            boolean room = getWidth() >= TIGHT * scale;
            node.setVisible(room);
            node.setManaged(room);
        });
    }

    /** In a narrow window words give way to icons, before any is cut. */
    private void shrink(boolean narrow) {
        captions.forEach(caption -> {
            caption.setVisible(!narrow);
            caption.setManaged(!narrow);
        });
        switches.forEach(button -> button.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT));
        expectation.shrink(narrow);
    }

    private Node menu(List<CommandGroup> commands) {
        MenuButton menu = new MenuButton(null, Icon.MENU.node());
        menu.setId("menu");
        menu.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "menu-without-arrow");
        menu.setAccessibleText(Texts.of("ui.menu"));
        menu.setTooltip(new Tooltip(Texts.of("ui.menu")));
        menu.getItems().setAll(CommandMenu.items(commands));
        return menu;
    }

    private Node adapter() {
        name.getStyleClass().add(Styles.TEXT_BOLD);
        kind.getStyleClass().add(Styles.TEXT_MUTED);
        kind.widthProperty().subscribe(width -> kind.setVisible(width.doubleValue() >= Math.min(KIND, kind.prefWidth(-1)) - 1));
        HBox words = new HBox(Icon.ADAPTER.node(), name, kind);
        words.getStyleClass().add("adapter-words");
        words.setAlignment(Pos.CENTER_LEFT);
        adapter.setId("adapter-label");
        adapter.setGraphic(words);
        adapter.getStyleClass().addAll(Styles.FLAT, "adapter-label");
        adapter.setFocusTraversable(false);
        adapter.setMinWidth(120);
        adapter.setOnAction(event -> actions.openFile());
        return adapter;
    }

    /** Buttons to select the place; the current one is pressed. */
    private Node switchOf(List<Place> places, ObjectProperty<Place> shown) {
        SegmentedChoice<Place> segments = new SegmentedChoice<>(shown);
        for (Place place : places) {
            ToggleButton button = new ToggleButton(place.title().text(), place.icon().node());
            button.setId("switch-" + place.id());
            button.setFocusTraversable(false);
            button.getStyleClass().add(Styles.SMALL);
            button.setTooltip(new Tooltip(place.title().text()));
            button.setAccessibleText(place.title().text());
            switches.add(button);
            segments.add(place, button);
        }
        return segments;
    }

    private static Node adapterPlaces(ShellViewModel model) {
        return menu("pick-other-adapter", Icon.DOWN, LocalFilesButton.ofAdapters(model));
    }

    private Node basePlaces(ShellViewModel model) {
        LocalFilesButton places = LocalFilesButton.ofBases(
                model, item("ui.base.openFolder", actions::openBaseFolder), item("ui.base.openFile", actions::openBaseFile));
        return menu("pick-base", Icon.FOLDER, places);
    }

    private static MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(Texts.of(key));
        item.setOnAction(event -> action.run());
        return item;
    }

    private static Node menu(String id, Icon icon, LocalFilesButton places) {
        places.setId(id);
        places.setText("");
        places.setGraphic(icon.node());
        places.setTooltip(new Tooltip(places.getAccessibleText()));
        places.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "menu-without-arrow");
        return places;
    }

    private void show(ShellStatus status) {
        tip(undo, "ui.undo", "ui.undo.step", status.undo(), "Shortcut+Z");
        tip(redo, "ui.redo", "ui.redo.step", status.redo(), "Shortcut+Shift+Z");
        boolean opening = model.openingProperty().get().contains(FileDrop.ANYTHING);
        String none = Texts.of(opening ? "ui.adapter.opening" : "ui.adapter.open");
        name.setText(status.adapter().map(AdapterTitle::name).orElse(none));
        kind.setText(status.adapter().flatMap(AdapterTitle::kind).map(words -> Texts.of("ui.adapter.kind", words)).orElse(""));
        String path = status.adapter().map(AdapterTitle::path).orElseGet(() -> Texts.of("ui.adapter.open"));
        adapter.setTooltip(new Tooltip(path));
        adapter.setAccessibleText(name.getText() + " " + kind.getText());
    }

    private static void tip(Button button, String plain, String withStep, Optional<Message> step, String keys) {
        String shown = CommandKeys.display(keys);
        String words = step.map(label -> Texts.of(withStep, label, shown)).orElseGet(() -> Texts.of(plain));
        button.setDisable(step.isEmpty());
        button.getTooltip().setText(words);
        button.setAccessibleText(words);
    }

    private static Label caption(String key) {
        Label label = new Label(Texts.of(key));
        label.getStyleClass().add(Styles.TEXT_MUTED);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Node separator() {
        return new Separator(Orientation.VERTICAL);
    }

    private static Node spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }
}
