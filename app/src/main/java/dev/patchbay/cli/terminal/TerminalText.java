package dev.patchbay.cli.terminal;

import java.util.Locale;

/**
 * Makes text safe for a terminal: names come from untrusted files and could contain escape sequences. Control characters and
 * bidirectional controls are replaced by text such as {@code U+001B}.
 */
public final class TerminalText {

    private TerminalText() {}

    /** Escapes text of one or more lines. */
    public static String of(String text) {
        return replaced(text.replace("\r\n", "\n"), "\n\t");
    }

    /** Escapes text that must not contain line breaks. */
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
