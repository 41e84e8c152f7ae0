package dev.patchbay.matching.drop;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rename in the making: pattern and template as text, captures included.
 *
 * @param from {@code layers.{i:int}.qkv.matrix_{m:A=A,B=B}.0}
 * @param to {@code transformer.blocks.{i}.to_q.lora_{m}.weight}
 * @param kin lines of one kin come from one group of names and are likely to make one rule
 */
record Line(String from, String to, String kin) {

    private static final Pattern CAPTURE = Pattern.compile("\\{[^}]*}");

    /** The captures of the pattern in order: only lines that agree in them can become one. */
    String captures() {
        StringBuilder captures = new StringBuilder();
        Matcher capture = CAPTURE.matcher(from);
        while (capture.find()) {
            captures.append(capture.group());
        }
        return captures.toString();
    }

    /** Cut after each of these boundary characters outside of captures, boundaries as pieces of their own. */
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
