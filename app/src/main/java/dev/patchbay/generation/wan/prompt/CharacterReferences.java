package dev.patchbay.generation.wan.prompt;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Character references of HTML to the characters they stand for.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state">HTML on odd numbers</a>
 */
final class CharacterReferences {

    private static final Pattern REFERENCE = Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\\t\\n\\f <&#;]{1,32};?)");
    private static final Pattern WHOLE = Pattern.compile("&(#?[0-9A-Za-z]{1,24};)");
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final String UNKNOWN = "\ufffd";

    private final Map<String, String> names;
    private final Map<String, String> capitals = new HashMap<>();

    private CharacterReferences(Map<String, String> names) {
        this.names = names;
        names.forEach((name, text) -> {
            String upper = name.toUpperCase(Locale.ROOT);
            boolean lower = name.endsWith(";") && name.equals(name.toLowerCase(Locale.ROOT));
            if (lower && resolve(upper).equals("&" + upper)) {
                capitals.put(upper, text.toUpperCase(Locale.ROOT));
            }
        });
    }

    /** @param text a line for each name, with code points in hexadecimal */
    static CharacterReferences read(String text) {
        Map<String, String> names = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] words = line.split(" ");
            StringBuilder characters = new StringBuilder();
            for (int i = 1; i < words.length; i++) {
                characters.appendCodePoint(Integer.parseInt(words[i], 16));
            }
            names.put(words[0], characters.toString());
        });
        return new CharacterReferences(names);
    }

    /** All references as a browser reads them, also names without a semicolon that begin longer words. */
    String resolved(String text) {
        return replaced(REFERENCE, text, this::resolve);
    }

    /** Only references that end with a semicolon and are whole, and names of letters that somebody wrote in capitals. */
    String wholeResolved(String text) {
        return replaced(WHOLE, text, reference -> {
            if (reference.startsWith("#")) {
                String number = resolve(reference);
                boolean read = REFERENCE.matcher("&" + reference).matches();
                return read && !number.contains(";") ? number : "&" + reference;
            }
            String named = names.get(reference);
            return named != null ? named : capitals.getOrDefault(reference, "&" + reference);
        });
    }

    private static String replaced(Pattern pattern, String text, UnaryOperator<String> resolve) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        return pattern.matcher(text).replaceAll((MatchResult match) -> Matcher.quoteReplacement(resolve.apply(match.group(1))));
    }

    private String resolve(String reference) {
        if (reference.startsWith("#")) {
            return number(reference.substring(1).replace(";", ""));
        }
        for (int end = reference.length(); end > 1; end--) {
            String named = names.get(reference.substring(0, end));
            if (named != null) {
                return named + reference.substring(end);
            }
        }
        return "&" + reference;
    }

    private static String number(String digits) {
        boolean hexadecimal = digits.startsWith("x") || digits.startsWith("X");
        String plain = (hexadecimal ? digits.substring(1) : digits).replaceFirst("^0+(?=.)", "");
        int code = plain.length() > 8 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(plain, hexadecimal ? 16 : 10));
        if (code == 0 || code > Character.MAX_CODE_POINT || code >= 0xd800 && code <= 0xdfff) {
            return UNKNOWN;
        }
        if (code >= 0x80 && code <= 0x9f) {
            String meant = new String(new byte[] {(byte) code}, WINDOWS);
            return meant.equals(UNKNOWN) ? Character.toString(code) : meant;
        }
        boolean control = code < 0x20 && code != '\t' && code != '\n' && code != '\f' && code != '\r' || code == 0x7f;
        boolean none = code >= 0xfdd0 && code <= 0xfdef || (code & 0xfffe) == 0xfffe;
        return control || none ? "" : Character.toString(code);
    }
}
