package dev.patchbay.ui.command;

import atlantafx.base.controls.CaptionMenuItem;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;

/** Menu items made of commands. */
public final class CommandMenu {

    private CommandMenu() {}

    /** All groups one below the other, each under its heading. */
    public static List<MenuItem> items(List<CommandGroup> groups) {
        List<MenuItem> items = new ArrayList<>();
        for (CommandGroup group : groups) {
            if (!items.isEmpty()) {
                items.add(new SeparatorMenuItem());
            }
            items.add(new CaptionMenuItem(group.title().text()));
            group.commands().forEach(command -> items.add(item(command)));
        }
        return items;
    }

    public static MenuItem item(Command command) {
        MenuItem item = new MenuItem();
        item.setMnemonicParsing(false); // steps are called by names with underscores
        item.setId("menu-" + command.id().replace('.', '-'));
        item.textProperty().bind(command.label().map(label -> label.text()));
        command.enabled().subscribe(enabled -> item.setDisable(!enabled));
        command.shortcut().map(KeyCombination::valueOf).ifPresent(item::setAccelerator);
        item.setOnAction(event -> command.run());
        return item;
    }
}
