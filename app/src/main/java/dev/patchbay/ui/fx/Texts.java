package dev.patchbay.ui.fx;

import dev.patchbay.message.Message;

/** Words of the window in the language people chose. */
public final class Texts {

    private Texts() {}

    /** The text of a key; numbers and names fill {@code {0}}, {@code {1}}, … */
    public static String of(String key, Object... arguments) {
        return Message.of(key, arguments).text();
    }

    /** A text with a count: {@code key.one} for 1, else {@code key.many}; {@code {0}} is the count. */
    public static Message counted(String key, long count) {
        return Message.of(key + (count == 1 ? ".one" : ".many"), count);
    }

    /** What went wrong, for a person: exceptions of the core say it themselves. */
    public static Message explain(Throwable problem) {
        String words = problem.getLocalizedMessage();
        return words == null || words.isBlank()
                ? Message.of("ui.failure.unnamed", problem.getClass().getSimpleName())
                : Message.of("ui.failure", words);
    }
}
