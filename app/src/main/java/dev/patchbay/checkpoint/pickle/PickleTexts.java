package dev.patchbay.checkpoint.pickle;

import dev.patchbay.checkpoint.CheckpointException;

/** Decodes the text instructions of protocol 0. */
final class PickleTexts {

    private PickleTexts() {}

    /** A Python 2 string literal: quotes around, escapes inside. Escapes are kept as they are written: no state dict has them in a name. */
    static String quoted(PickleInput input) throws CheckpointException {
        String line = input.line();
        int last = line.length() - 1;
        if (last < 1 || line.charAt(0) != line.charAt(last) || (line.charAt(0) != '\'' && line.charAt(0) != '"')) {
            throw input.fault("checkpoint.pickle.badInstruction");
        }
        return line.substring(1, last);
    }

    /** Text in which backslash and line feed, and whatever Latin-1 lacks, are written as {@code \\u005c} or {@code \\U0001f600}. */
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

    /** How many hexadecimal digits of a valid escape follow at {@code start}: 4, 8, or 0 where there is none. */
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
