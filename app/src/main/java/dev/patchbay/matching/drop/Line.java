package dev.patchbay.matching.drop;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rename rule before it is parsed: pattern and template as text, with captures.
 *
 * @param from {@code layers.{i:int}.qkv.matrix_{m:A=A,B=B}.0}
 * @param to {@code transformer.blocks.{i}.to_q.lora_{m}.weight}
 * @param group lines of one group come from names that differ in numbers only: if not all lines become one, those of each group may
 */
record Line(String from, String to, String group) {

    private static final Pattern CAPTURE = Pattern.compile("\\{[^}]*}");

    /** The captures of the pattern, joined in order: only lines with the same captures can be merged into one. */
    String captures() {
        StringBuilder captures = new StringBuilder();
        Matcher capture = CAPTURE.matcher(from);
        while (capture.find()) {
            captures.append(capture.group());
        }
        return captures.toString();
    }

    /** Splits the text at these boundary characters, except inside captures; each boundary is a piece of its own. */
    static List<String> pieces(String text, String boundaries) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            inside = c == '{' || inside && c != '}';
            if (!inside && boundaries.indexOf(c) >= 0) {
                pieces.add(piece.toString());
                pieces.add(String.valueOf(c));
                piece.setLength(0);
            } else {
                piece.append(c);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }
}
