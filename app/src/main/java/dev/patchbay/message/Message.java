package dev.patchbay.message;

import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;

/**
 * One sentence for a person, kept as a key with arguments, so that it can be shown in any language and compared in tests.
 *
 * <p>The key up to the first dot names the bundle: {@code checkpoint.truncated} is in {@code dev/patchbay/text/checkpoint.properties} of
 * the module {@code ui-resources}. Patterns are those of {@link MessageFormat}, but arguments are passed as text, so that {@code 1920} is
 * never shown as {@code 1,920}. Arguments that are messages are resolved first; paths
 * that stand for addresses are shown as those. Names and values come from strangers' files: control
 * characters in arguments are shown as {@code U+001B}, and arguments are shortened in the middle where the sentence would be longer than
 * 1,500 bytes, and the sentence itself where that is not enough.
 *
 * @param key key of the sentence, {@code area.what}
 * @param arguments values for {@code {0}}, {@code {1}}, …
 */
public record Message(String key, List<Object> arguments) {

    private static final int MOST_BYTES = 1500;

    /** Characters of an argument; the next one is tried where the sentence is too long. */
    private static final int[] LONGEST_ARGUMENTS = {1200, 400, 120, 40};

    /** Characters that a sentence is cut to whose arguments are sentences with arguments of their own; three bytes each at the most. */
    private static final int LONGEST_SENTENCE = MOST_BYTES / 3;

    public Message {
        arguments = List.copyOf(arguments);
    }

    /** A message with this key and the arguments for {@code {0}}, {@code {1}}, … */
    public static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }

    /** The sentence in the display language ({@link Locale.Category#DISPLAY}). */
    public String text() {
        return text(Locale.getDefault(Locale.Category.DISPLAY));
    }

    /**
     * The sentence in this language.
     *
     * @throws MissingResourceException if no bundle has the key; a test checks that this does not happen
     */
    public String text(Locale locale) {
        String text = "";
        for (int most : LONGEST_ARGUMENTS) {
            text = text(locale, most);
            if (arguments.isEmpty() || PlainText.bytes(text) <= MOST_BYTES) {
                return text;
            }
        }
        return PlainText.shortened(text, LONGEST_SENTENCE);
    }

    private String text(Locale locale, int most) {
        String pattern = MessageBundle.of(key.substring(0, key.indexOf('.')), locale).getString(key);
        Object[] words = arguments.stream().map(argument -> words(argument, locale, most)).toArray();
        return new MessageFormat(pattern, locale).format(words);
    }

    private static String words(Object argument, Locale locale, int most) {
        return switch (argument) {
            case Message message -> message.text(locale, most);
            case Path path -> PlainText.inLine(AddressText.shown(path), most);
            default -> PlainText.inLine(String.valueOf(argument), most);
        };
    }

    @Override
    public String toString() {
        return text(Locale.ENGLISH);
    }
}
