package dev.patchbay.message;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.IntFunction;

/**
 * Makes text from files safe to show: names come from strangers, and could hold escape sequences of a terminal, line breaks or a million
 * characters. Control characters and bidirectional controls are replaced by text such as {@code U+001B}.
 */
public final class PlainText {

    private static final String CUT = " … ";

    private static final IntFunction<String> SHOWN = c -> "U+" + HexFormat.of().withUpperCase().toHexDigits((char) c);

    private static final IntFunction<String> ESCAPED = c -> "\\u" + HexFormat.of().toHexDigits((char) c);

    private PlainText() {}

    /** Text of one or more lines; tabs stay too. */
    public static String of(String text) {
        return replaced(text.replace("\r\n", "\n"), "\n\t", SHOWN);
    }

    /** Text that must not contain line breaks. */
    public static String inLine(String text) {
        return replaced(text, "", SHOWN);
    }

    /**
     * Text without line breaks of which the beginning and the end are kept, as {@link #shortened} keeps them. The work is that of what is
     * kept, however long the text is.
     */
    static String inLine(String text, int most) {
        return shortened(inLine(shortened(text, most)), most);
    }

    /** JSON in which what {@link #inLine} replaces is written as {@code \\u009b}, which means the same; line breaks stay. */
    public static String escapedInJson(String json) {
        return replaced(json, "\r\n\t", ESCAPED);
    }

    /**
     * The beginning and the end of a text that is too long.
     *
     * @param most UTF-16 characters that are kept
     */
    public static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int kept = most - CUT.length();
        int head = text.offsetByCodePoints(0, text.codePointCount(0, kept * 2 / 3));
        int tail = text.length() - kept / 3;
        if (Character.isLowSurrogate(text.charAt(tail))) {
            tail++;
        }
        return text.substring(0, head) + CUT + text.substring(tail);
    }

    /** Bytes in UTF-8. */
    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String replaced(String text, String kept, IntFunction<String> form) {
        if (text.chars().noneMatch(c -> commands(c) && kept.indexOf(c) < 0)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (commands(c) && kept.indexOf(c) < 0) {
                shown.append(form.apply(c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.toString();
    }

    private static boolean commands(int c) {
        return Character.isISOControl(c)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029
                || c == 0x200e
                || c == 0x200f
                || c == 0x061c;
    }
}
