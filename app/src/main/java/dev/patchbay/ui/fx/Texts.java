package dev.patchbay.ui.fx;

import dev.patchbay.message.Explained;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The window's texts in the chosen language. */
public final class Texts {

    private Texts() {}

    /** The text of a key; the arguments fill {@code {0}}, {@code {1}}, … */
    public static String of(String key, Object... arguments) {
        return Message.of(key, arguments).text();
    }

    /** A text with a count: {@code key.one} for 1, else {@code key.many}; {@code {0}} is the count. */
    public static Message counted(String key, long count) {
        return Message.of(key + (count == 1 ? ".one" : ".many"), count);
    }

    /** The message to show for an exception; exceptions of the core bring their own. */
    public static Message explain(Throwable problem) {
        return problem instanceof Explained || problem instanceof IOException || problem instanceof UncheckedIOException
                ? Message.of("ui.failure", Reason.sentence(problem))
                : Message.of("ui.failure.unnamed", problem.getClass().getSimpleName());
    }
}
