package dev.patchbay.mapping.pattern;

import dev.patchbay.mapping.pattern.TemplatePiece.Plain;
import dev.patchbay.mapping.pattern.TemplatePiece.Sum;
import dev.patchbay.mapping.pattern.TemplatePiece.Value;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the text of a {@link NameTemplate}. Positions in messages count characters from 1. */
final class TemplateParser {

    private static final Pattern TERM = Pattern.compile("([+-]?)([A-Za-z_][A-Za-z0-9_]*|[0-9]{1,9})");

    private final String text;
    private final List<List<TemplatePiece>> segments = new ArrayList<>();
    private List<TemplatePiece> segment = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();

    TemplateParser(String text) {
        this.text = text;
    }

    List<List<TemplatePiece>> parse() throws RuleSyntaxException {
        if (text.isEmpty()) {
            throw new RuleSyntaxException(Message.of("mapping.emptyTemplate"));
        }
        if (text.length() > KeyPattern.MAX_LENGTH) {
            throw new RuleSyntaxException(Message.of("mapping.longPattern", text.length(), KeyPattern.MAX_LENGTH));
        }
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '{') {
                int close = text.indexOf('}', at);
                if (close < 0) {
                    throw RuleText.error("mapping.openBrace", text, at);
                }
                add(placeholder(text.substring(at + 1, close), at));
                at = close + 1;
            } else if (c == '.') {
                endSegment();
                at++;
            } else {
                plain.append(RuleText.plain(text, at++));
            }
        }
        endSegment();
        return List.copyOf(segments);
    }

    private TemplatePiece placeholder(String inside, int position) throws RuleSyntaxException {
        if (RuleText.isCaptureName(inside)) {
            return new Value(inside);
        }
        List<String> added = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        long constant = 0;
        Matcher term = TERM.matcher(inside);
        int end = 0;
        while (term.lookingAt() && (end == 0 || !term.group(1).isEmpty())) {
            boolean minus = term.group(1).equals("-");
            String word = term.group(2);
            if (Character.isDigit(word.charAt(0))) {
                constant += minus ? -Long.parseLong(word) : Long.parseLong(word);
            } else {
                (minus ? taken : added).add(word);
            }
            end = term.end();
            term.region(end, inside.length());
        }
        if (end < inside.length() || added.isEmpty() && taken.isEmpty()) {
            throw RuleText.error("mapping.badSum", text, position, inside);
        }
        return new Sum(List.copyOf(added), List.copyOf(taken), constant);
    }

    private void add(TemplatePiece part) {
        endPlain();
        segment.add(part);
    }

    private void endPlain() {
        if (!plain.isEmpty()) {
            segment.add(new Plain(plain.toString()));
            plain.setLength(0);
        }
    }

    private void endSegment() {
        endPlain();
        segments.add(List.copyOf(segment));
        segment = new ArrayList<>();
    }
}
