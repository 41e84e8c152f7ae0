package dev.patchbay.ui.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Scene;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Installs the key bindings of commands in a scene. */
public final class CommandKeys {

    private CommandKeys() {}

    public static void install(List<CommandGroup> groups, Scene scene) {
        Map<KeyCombination, Command> functionKeys = new HashMap<>();
        for (Command command : groups.stream().flatMap(group -> group.commands().stream()).toList()) {
            command.shortcut().map(KeyCombination::valueOf).ifPresent(keys -> {
                scene.getAccelerators().put(keys, command::run);
                if (keys instanceof KeyCodeCombination one && one.getCode().isFunctionKey()) {
                    functionKeys.put(keys, command);
                }
            });
        }
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> runFirst(functionKeys, event));
    }

    /** Trees and lists use F2 themselves, so function keys are handled in an event filter, before the focused control sees them. */
    private static void runFirst(Map<KeyCombination, Command> functionKeys, KeyEvent event) {
        functionKeys.forEach((keys, command) -> {
            if (keys.match(event)) {
                command.run();
                event.consume();
            }
        });
    }

    /** The keys as people of this system write them, {@code Ctrl+O}. */
    public static String display(String keys) {
        return KeyCombination.valueOf(keys).getDisplayText();
    }
}
