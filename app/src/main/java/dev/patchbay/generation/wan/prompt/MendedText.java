package dev.patchbay.generation.wan.prompt;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The fixes of ftfy for a text: references of HTML unless it has tags, encodings, ligatures, characters of full and half width, straight
 * quotes, line breaks, and no characters that steer a terminal or say nothing. Line by line, until nothing changes any more.
 *
 * @see <a href="https://ftfy.readthedocs.io">ftfy</a>
 */
final class MendedText {

    private static final Pattern SINGLE_QUOTES = Pattern.compile("[\u02bc\u2018-\u201b]");
    private static final Pattern DOUBLE_QUOTES = Pattern.compile("[\u201c-\u201f]");
    private static final Pattern BREAKS = Pattern.compile("\r\n|[\r\u2028\u2029\u0085]");
    private static final Pattern TERMINAL = Pattern.compile("\u001b\\[(?:[0-9;])*[a-zA-Z]");
    private static final Pattern SILENT =
            Pattern.compile("[\u0000-\b\u000b\u000e-\u001f\u007f\u206a-\u206f\ufeff\ufff9-\ufffc]");

    /** Two letters in one that typesetters and old encodings have; those that languages use are left. */
    private static final Pattern LIGATURES = Pattern.compile("[\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06]");

    private static final Pattern OTHER_WIDTH = Pattern.compile("[\u3000\uff01-\uffef]");

    private final CharacterReferences references;

    MendedText(CharacterReferences references) {
        this.references = references;
    }

    String of(String text) {
        StringBuilder mended = new StringBuilder();
        boolean tags = false;
        for (String line : lines(text)) {
            tags |= line.indexOf('<') >= 0;
            mended.append(line(line, tags));
        }
        return mended.toString();
    }

    /** Lines with their ends. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from) + 1;
            lines.add(text.substring(from, end == 0 ? text.length() : end));
            from = end == 0 ? text.length() : end;
        }
        return lines;
    }

    private String line(String text, boolean tags) {
        String before = text;
        String after = once(text, tags);
        while (!after.equals(before)) {
            before = after;
            after = once(after, tags);
        }
        return after;
    }

    private String once(String text, boolean tags) {
        String mended = Mojibake.mended(tags ? text : references.wholeResolved(text));
        mended = LIGATURES.matcher(mended).replaceAll(match -> ligature(match.group()));
        mended = OTHER_WIDTH.matcher(mended).replaceAll(match -> Normalizer.normalize(match.group(), Normalizer.Form.NFKC));
        mended = SINGLE_QUOTES.matcher(DOUBLE_QUOTES.matcher(mended).replaceAll("\"")).replaceAll("'");
        mended = BREAKS.matcher(mended).replaceAll("\n");
        mended = SILENT.matcher(TERMINAL.matcher(mended).replaceAll("")).replaceAll("");
        return Normalizer.normalize(mended, Normalizer.Form.NFC);
    }

    /** The long s keeps its form; the other parts of a ligature are those of compatibility decomposition. */
    private static String ligature(String one) {
        String parts = Normalizer.normalize(one, Normalizer.Form.NFKD);
        return one.equals("\ufb05") ? "\u017ft" : Normalizer.normalize(parts, Normalizer.Form.NFC);
    }
}
