package dev.patchbay.ui.shell;

import dev.patchbay.message.Message;
import dev.patchbay.ui.command.CommandGroup;
import dev.patchbay.ui.control.Icon;
import java.util.List;
import javafx.scene.Node;

/**
 * A main view of the window, selected by the switch at the top: Patch, Preview.
 *
 * @param id {@code patch}; the node id of its switch button is {@code #switch-patch}
 * @param view fills the window
 * @param commands what the place adds to menu, key bindings and palette
 */
public record Place(String id, Message title, Icon icon, Node view, List<CommandGroup> commands) {

    public Place {
        commands = List.copyOf(commands);
    }
}
