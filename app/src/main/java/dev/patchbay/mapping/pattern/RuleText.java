package dev.patchbay.mapping.pattern;

import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the syntax of patterns and of templates has in common. */
public final class RuleText {

    private RuleText() {}

    /**
     * The character at {@code position}, if it may be written literally; other characters of a name can only be matched with {@code *}.
     */
    static char plain(String text, int position) throws RuleSyntaxException {
        char c = text.charAt(position);
        if (c == '{' || c == '}' || c == '*' || c == ',' || Character.isWhitespace(c) || Character.isISOControl(c)) {
            String shown = Character.isISOControl(c) ? String.format(Locale.ROOT, "U+%04X", (int) c) : String.valueOf(c);
            throw error("mapping.badCharacter", text, position, shown);
        }
        return c;
    }

    /** True for a letter or underscore followed by letters, digits, underscores (ASCII). */
    public static boolean isCaptureName(String name) {
        if (name.isEmpty() || name.charAt(0) <= '9') {
            return false;
        }
        return name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_'));
    }

    /** The constants of an enum as a rule file spells them. */
    public static String words(Class<? extends Enum<?>> choices) {
        return Arrays.stream(choices.getEnumConstants()).map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** An error whose arguments are the text, the position counted from 1, and what else the sentence names. */
    static RuleSyntaxException error(String key, String text, int position, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(text, position + 1));
        arguments.addAll(List.of(more));
        return new RuleSyntaxException(Message.of(key, arguments.toArray()));
    }
}
