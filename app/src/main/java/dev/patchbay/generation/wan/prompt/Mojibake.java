package dev.patchbay.generation.wan.prompt;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in UTF-8 that something has read as Latin-1 or Windows-1252, and what it was: {@code â€™} is an apostrophe. Sequences of characters
 * whose bytes are UTF-8 are read anew, unless they may be meant: a capital letter before a dash, dots or a quote. Text that was read as
 * anything else is left as it is: those sequences are words of other languages too often.
 */
final class Mojibake {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** Characters of bytes 80–9f in Windows-1252, besides those that are the same in Latin-1. */
    private static final String SPECIAL = special();

    /** Those of them, and of a0–bf, that stand behind words. */
    private static final String ORDINARY = "\u00a0\u00ad\u00b7\u00b4\u2013\u2014\u2026\u2019\u2018\u201a\u201c\u201d"
            + "\u201e\u2022\u2039\u203a"
            + "\u00a1\u00bf\u00ab\u00bb\u00a9\u00ae\u2122";

    /** Those of them that no word goes on behind. */
    private static final String QUOTES =
            "\u2018\u201a\u201c\u201d\u201e\u2022\u2039\u203a\u00a1\u00bf\u00ab\u00bb\u00a9\u00ae\u2122";

    private static final String NEXT = "[\u0080-\u00bf" + Pattern.quote(SPECIAL) + "]";
    private static final Pattern SEQUENCES = Pattern.compile(
            "(?:[\u00c2-\u00df]" + NEXT + "|[\u00e0-\u00ef]" + NEXT + "{2}|[\u00f0-\u00f4]" + NEXT + "{3})+");

    /** Two characters that nobody means. */
    private static final Pattern CLEAR = Pattern.compile(
            "[\u00c2\u00c3\u00ce\u00d0]" + NEXT + "|[\u00c2-\u00df](?![" + Pattern.quote(ORDINARY) + "])" + NEXT + "|[\u00e0-\u00f4]"
                    + NEXT + "?(?![" + Pattern.quote(ORDINARY) + "])" + NEXT + "|[\u00c2-\u00df][" + Pattern.quote(QUOTES) + "](?=\\p{L})");

    /** What a trade mark sign becomes; the pipelines leave it. */
    private static final String LEFT = "\u00e2\u201e\u00a2";

    /** An {@code à} whose second byte, a space that breaks no line, was made an ordinary one. */
    private static final Pattern GRAVE = Pattern.compile("(?<=^|[a-z]|[a-z]\\s)\u00c3 (?! |quele|quela|quilo|s )");

    private static final Pattern CONTROLS = Pattern.compile("[\u0080-\u009f]");

    private Mojibake() {}

    private static String special() {
        StringBuilder special = new StringBuilder();
        for (int code = 0x80; code < 0xa0; code++) {
            char read = decode(code);
            special.append(read > 0xff && read != '\ufffd' ? String.valueOf(read) : "");
        }
        return special.toString();
    }

    private static char decode(int code) {
        return new String(new byte[] {(byte) code}, WINDOWS).charAt(0);
    }

    /** The text as it was meant; control characters between 80 and 9f are those of Windows-1252. */
    static String mended(String text) {
        String before = text;
        String after = once(text);
        while (!after.equals(before)) {
            before = after;
            after = once(after);
        }
        return CONTROLS.matcher(after).replaceAll(match -> {
            char read = decode(match.group().charAt(0));
            return read == '\ufffd' ? match.group() : String.valueOf(read);
        });
    }

    private static String once(String text) {
        String graves = GRAVE.matcher(text).replaceAll("\u00e0 ");
        return SEQUENCES.matcher(graves).replaceAll(
                (MatchResult match) -> Matcher.quoteReplacement(anew(match.group(), graves, match.end())));
    }

    private static String anew(String sequences, String text, int end) {
        String seen = sequences + text.substring(end, Math.min(end + 1, text.length()));
        if (sequences.equals(LEFT) || !CLEAR.matcher(seen).find()) {
            return sequences;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (char each : sequences.toCharArray()) {
            bytes.writeBytes(each > 0xff ? String.valueOf(each).getBytes(WINDOWS) : new byte[] {(byte) each});
        }
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
            return decoded.toString();
        } catch (CharacterCodingException other) {
            return sequences;
        }
    }
}
