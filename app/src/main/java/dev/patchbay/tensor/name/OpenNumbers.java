package dev.patchbay.tensor.name;

/**
 * Replaces numbers in names by a placeholder, so that all blocks of a model have the same names. One pass, since files have up to 100,000
 * names.
 */
public final class OpenNumbers {

    private OpenNumbers() {}

    /** {@code blocks.12.attn1} becomes {@code blocks.{}.attn{}} for the placeholder <code>{}</code>: every run of ASCII digits. */
    public static String anywhere(String name, String placeholder) {
        StringBuilder open = new StringBuilder(name.length());
        boolean inNumber = false;
        for (int i = 0; i < name.length(); i++) {
            boolean digit = isDigit(name.charAt(i));
            if (!digit) {
                open.append(name.charAt(i));
            } else if (!inNumber) {
                open.append(placeholder);
            }
            inNumber = digit;
        }
        return open.toString();
    }

    /**
     * {@code blocks.12.attn1} becomes {@code blocks.{}.attn1} for the placeholder <code>{}</code>: only whole segments.
     *
     * @param separators characters between segments: {@code "."}, or {@code "._"} for names that may be flattened
     */
    public static String segments(String name, String separators, String placeholder) {
        StringBuilder open = new StringBuilder(name.length());
        int from = 0;
        for (int at = 0; at <= name.length(); at++) {
            if (at == name.length() || separators.indexOf(name.charAt(at)) >= 0) {
                if (isNumber(name, from, at)) {
                    open.append(placeholder);
                } else {
                    open.append(name, from, at);
                }
                open.append(name, at, Math.min(at + 1, name.length()));
                from = at + 1;
            }
        }
        return open.toString();
    }

    /** True for a non-empty run of ASCII digits, however long. */
    public static boolean isNumber(String segment) {
        return isNumber(segment, 0, segment.length());
    }

    private static boolean isNumber(String name, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!isDigit(name.charAt(at))) {
                return false;
            }
        }
        return to > from;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
