package dev.patchbay.ui.command;

import dev.patchbay.message.Message;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;

/**
 * An action of the window. Menu, key bindings and palette are all built from the same declaration.
 *
 * @param id stable name, {@code file.open}
 * @param label what it does; may change while the window is open, as "Undo: Map q, k and v" does
 * @param shortcut in the notation of {@link javafx.scene.input.KeyCombination#valueOf}, {@code Shortcut+O}
 * @param enabled whether it can be run now
 */
public record Command(
        String id, ObservableValue<Message> label, Optional<String> shortcut, ObservableBooleanValue enabled, Runnable action) {

    /** A command that is always enabled and has no key; its label is {@code ui.command.<id>}. */
    public static Command of(String id, Runnable action) {
        return new Command(
                id, new SimpleObjectProperty<>(Message.of("ui.command." + id)), Optional.empty(), new SimpleBooleanProperty(true), action);
    }

    public Command key(String keys) {
        return new Command(id, label, Optional.of(keys), enabled, action);
    }

    public Command enabledWhen(ObservableBooleanValue condition) {
        return new Command(id, label, shortcut, condition, action);
    }

    public Command labelled(ObservableValue<Message> words) {
        return new Command(id, words, shortcut, enabled, action);
    }

    /** Runs the action if it is enabled; otherwise does nothing. */
    public void run() {
        if (enabled.get()) {
            action.run();
        }
    }
}
