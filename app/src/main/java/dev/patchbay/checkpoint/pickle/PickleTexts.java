package dev.patchbay.checkpoint.pickle;

import dev.patchbay.checkpoint.CheckpointException;

/** Decodes the string instructions of protocol 0. */
final class PickleTexts {

    private PickleTexts() {}

    /** A Python 2 string literal in quotes. Escapes are not decoded: no state dict has them in a name. */
    static String quoted(PickleInput input) throws CheckpointException {
        String line = input.line();
        int last = line.length() - 1;
        if (last < 1 || line.charAt(0) != line.charAt(last) || (line.charAt(0) != '\'' && line.charAt(0) != '"')) {
            throw input.fault("checkpoint.pickle.badInstruction");
        }
        return line.substring(1, last);
    }

    /** Decodes {@code \\u005c} and {@code \\U0001f600}, which stand for backslash, line feed and what Latin-1 lacks. */
    static String rawUnicodeEscape(String line) {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); ) {
            int digits = escapeDigits(line, i);
            if (digits > 0) {
                text.appendCodePoint(Integer.parseInt(line, i + 2, i + 2 + digits, 16));
                i += 2 + digits;
            } else {
                text.append(line.charAt(i++));
            }
        }
        return text.toString();
    }

    /** Number of hexadecimal digits of a valid escape at {@code start}: 4, 8, or 0 if there is none. */
    private static int escapeDigits(String line, int start) {
        int digits = line.startsWith("\\u", start) ? 4 : line.startsWith("\\U", start) ? 8 : 0;
        int end = start + 2 + digits;
        if (digits == 0 || end > line.length()) {
            return 0;
        }
        long point = 0;
        for (int i = start + 2; i < end; i++) {
            int digit = Character.digit(line.charAt(i), 16);
            if (digit < 0) {
                return 0;
            }
            point = point << 4 | digit;
        }
        return point <= Character.MAX_CODE_POINT ? digits : 0;
    }
}
