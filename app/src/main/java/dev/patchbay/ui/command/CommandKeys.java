package dev.patchbay.ui.command;

import java.util.List;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;

/** Makes the keys of commands work in a scene. */
public final class CommandKeys {

    private CommandKeys() {}

    public static void install(List<CommandGroup> groups, Scene scene) {
        groups.stream()
                .flatMap(group -> group.commands().stream())
                .forEach(command -> command.shortcut()
                        .ifPresent(keys -> scene.getAccelerators().put(KeyCombination.valueOf(keys), command::run)));
    }

    /** The keys as people of this system write them, {@code Ctrl+O}. */
    public static String display(String keys) {
        return KeyCombination.valueOf(keys).getDisplayText();
    }
}
