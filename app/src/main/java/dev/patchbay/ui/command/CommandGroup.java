package dev.patchbay.ui.command;

import dev.patchbay.message.Message;
import java.util.List;

/**
 * Commands that belong together.
 *
 * @param title heading in the menu
 */
public record CommandGroup(Message title, List<Command> commands) {

    public CommandGroup {
        commands = List.copyOf(commands);
    }
}
