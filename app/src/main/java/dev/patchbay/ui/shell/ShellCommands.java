package dev.patchbay.ui.shell;

import dev.patchbay.message.Message;
import dev.patchbay.ui.command.Command;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.ui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableIntegerValue;
import javafx.beans.value.ObservableValue;

/** The window's own commands. */
final class ShellCommands {

    private final ShellViewModel model;
    private final ShellActions actions;
    private final Theme theme;
    private final ObservableIntegerValue exported;

    ShellCommands(ShellViewModel model, ShellActions actions, Theme theme, ObservableIntegerValue exported) {
        this.model = model;
        this.actions = actions;
        this.theme = theme;
        this.exported = exported;
    }

    /** All commands in menu order; those of the places come between "Edit" and "View". */
    List<CommandGroup> all(List<Place> places, ObjectProperty<Place> shown) {
        List<CommandGroup> groups = new ArrayList<>();
        groups.add(group("file", List.of(
                Command.of("file.open", actions::openFile).key("Shortcut+O"),
                Command.of("file.openFolder", actions::openFolder).key("Shortcut+Shift+O"),
                Command.of("file.openCopied", actions::openCopied).key("Shortcut+V"),
                Command.of("file.openBase", actions::openBaseFolder),
                Command.of("file.openBaseFile", actions::openBaseFile),
                Command.of("file.demo", actions::openDemo),
                Command.of("file.save", actions::save).key("Shortcut+S").enabledWhen(when(status -> !status.isBlank())),
                Command.of("file.saveAs", actions::saveAs).key("Shortcut+Shift+S").enabledWhen(when(status -> !status.isBlank())),
                Command.of("file.saveRules", actions::saveRules).enabledWhen(when(status -> !status.isBlank())),
                Command.of("file.export", actions::export)
                        .key("Shortcut+E")
                        .enabledWhen(Bindings.greaterThan(exported, 0)))));
        groups.add(group("edit", List.of(
                Command.of("edit.undo", model::undo)
                        .key("Shortcut+Z")
                        .labelled(step("ui.undo", "ui.undo.plainStep", ShellStatus::undo))
                        .enabledWhen(when(status -> status.undo().isPresent())),
                Command.of("edit.redo", model::redo)
                        .key("Shortcut+Shift+Z")
                        .labelled(step("ui.redo", "ui.redo.plainStep", ShellStatus::redo))
                        .enabledWhen(when(status -> status.redo().isPresent())),
                Command.of("edit.expectRank", actions::askForRank),
                Command.of("edit.expectAlpha", actions::askForAlpha))));
        places.forEach(place -> groups.addAll(place.commands()));
        groups.add(group("view", view(places, shown)));
        groups.add(group("help", List.of(
                Command.of("help.settings", actions::showSettings).key("Shortcut+Comma"),
                Command.of("help.about", actions::showHelp).key("F1"))));
        return groups;
    }

    private List<Command> view(List<Place> places, ObjectProperty<Place> shown) {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            commands.add(Command.of("view." + place.id(), () -> shown.set(place))
                    .labelled(new SimpleObjectProperty<>(Message.of("ui.command.view.place", place.title())))
                    .key("Shortcut+" + (i + 1)));
        }
        commands.add(Command.of("view.palette", actions::showPalette).key("Shortcut+K"));
        commands.add(Command.of("view.log", actions::showLog).key("Shortcut+Shift+L"));
        commands.add(Command.of("view.verdicts", actions::showVerdicts)
                .key("Shortcut+Shift+V")
                .enabledWhen(when(status -> status.outlook().judged().isPresent())));
        commands.add(Command.of("view.light", () -> theme.appearanceProperty().set(Appearance.LIGHT)));
        commands.add(Command.of("view.dark", () -> theme.appearanceProperty().set(Appearance.DARK)));
        commands.add(Command.of("view.system", () -> theme.appearanceProperty().set(Appearance.SYSTEM)));
        return commands;
    }

    private static CommandGroup group(String name, List<Command> commands) {
        return new CommandGroup(Message.of("ui.command." + name), commands);
    }

    private BooleanBinding when(Function<ShellStatus, Boolean> condition) {
        return Bindings.createBooleanBinding(() -> condition.apply(model.statusProperty().get()), model.statusProperty());
    }

    private ObservableValue<Message> step(String plain, String withStep, Function<ShellStatus, Optional<Message>> label) {
        return model.statusProperty()
                .map(status -> label.apply(status).map(step -> Message.of(withStep, step)).orElseGet(() -> Message.of(plain)));
    }
}
