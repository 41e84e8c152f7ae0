package dev.patchbay.ui.shell;

import dev.patchbay.message.Message;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.control.Icon;
import java.util.List;
import javafx.scene.Node;

/**
 * A place of the window, switched at the top: Patch, Preview.
 *
 * @param id {@code patch}; the switch is found by {@code #switch-patch}
 * @param view fills the window
 * @param commands what the place adds to menu, keys and palette
 */
public record Place(String id, Message title, Icon icon, Node view, List<CommandGroup> commands) {

    public Place {
        commands = List.copyOf(commands);
    }
}
