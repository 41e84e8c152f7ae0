package dev.patchbay.cli.terminal;

import java.util.Locale;

/**
 * Text for a terminal: names come from files of strangers, and a terminal obeys what it is sent. Control characters and those that turn the
 * direction of text round are written as {@code U+001B}.
 */
public final class TerminalText {

    private TerminalText() {}

    /** A line, or several. */
    public static String of(String text) {
        return replaced(text.replace("\r\n", "\n"), "\n\t");
    }

    /** Text that has to stay in its line. */
    public static String inLine(String text) {
        return replaced(text, "");
    }

    private static String replaced(String text, String kept) {
        if (text.chars().noneMatch(c -> commands(c) && kept.indexOf(c) < 0)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (commands(c) && kept.indexOf(c) < 0) {
                shown.append(String.format(Locale.ROOT, "U+%04X", c));
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
                || c == 0x2029;
    }
}
