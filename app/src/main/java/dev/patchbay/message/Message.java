package dev.patchbay.message;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;

/**
 * One sentence for a person, kept as key and arguments so that it can be shown in any language and compared in tests.
 *
 * <p>The part of the key before the first dot names the bundle: {@code checkpoint.truncated} is looked up in
 * {@code dev/patchbay/text/checkpoint.properties} of the module {@code ui-resources}. Patterns are those of {@link MessageFormat};
 * arguments arrive as text, so that {@code 1920} is never shown as {@code 1,920}. An argument that is itself a message is put into words
 * first.
 *
 * @param key name of the sentence, {@code area.what}
 * @param arguments values for {@code {0}}, {@code {1}}, …
 */
public record Message(String key, List<Object> arguments) {

    public Message {
        arguments = List.copyOf(arguments);
    }

    /** A message of this key; the arguments fill {@code {0}}, {@code {1}}, … in order. */
    public static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }

    /** The sentence in the language people chose ({@link Locale.Category#DISPLAY}). */
    public String text() {
        return text(Locale.getDefault(Locale.Category.DISPLAY));
    }

    /**
     * The sentence in a given language.
     *
     * @throws MissingResourceException if no bundle has the key: a programming error that a test looks for
     */
    public String text(Locale locale) {
        String pattern = MessageBundle.of(key.substring(0, key.indexOf('.')), locale).getString(key);
        Object[] words = arguments.stream().map(argument -> words(argument, locale)).toArray();
        return new MessageFormat(pattern, locale).format(words);
    }

    private static String words(Object argument, Locale locale) {
        return argument instanceof Message message ? message.text(locale) : String.valueOf(argument);
    }

    @Override
    public String toString() {
        return text(Locale.ENGLISH);
    }
}
