package dev.patchbay.mapping.pattern;

import dev.patchbay.mapping.pattern.PatternToken.Choice;
import dev.patchbay.mapping.pattern.PatternToken.Digits;
import dev.patchbay.mapping.pattern.PatternToken.Dot;
import dev.patchbay.mapping.pattern.PatternToken.Literal;
import dev.patchbay.mapping.pattern.PatternToken.Range;
import dev.patchbay.mapping.pattern.PatternToken.Segment;
import dev.patchbay.mapping.pattern.PatternToken.Segments;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the text of a {@link KeyPattern}. Positions in messages count characters from 1. */
final class PatternParser {

    private static final String NUMBER = "(\\d{1," + PatternMatcher.MAX_DIGITS + "})";
    private static final Pattern RANGE = Pattern.compile(NUMBER + "-" + NUMBER);

    private final String text;
    private final List<PatternToken> tokens = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    PatternParser(String text) {
        this.text = text;
    }

    List<PatternToken> parse() throws RuleSyntaxException {
        if (text.isEmpty()) {
            throw new RuleSyntaxException(Message.of("mapping.emptyPattern"));
        }
        if (text.length() > KeyPattern.MAX_LENGTH) {
            throw new RuleSyntaxException(Message.of("mapping.longPattern", text.length(), KeyPattern.MAX_LENGTH));
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '*') {
                star();
            } else if (c == '{') {
                brace();
            } else {
                literal.append(RuleText.plain(text, at++));
            }
        }
        endLiteral();
        return tokens;
    }

    private void star() throws RuleSyntaxException {
        if (text.startsWith("**", at)) {
            segments(Optional.empty(), at, at + 2);
        } else {
            add(new Segment(Optional.empty()));
            at++;
        }
    }

    private void brace() throws RuleSyntaxException {
        int close = text.indexOf('}', at);
        if (close < 0) {
            throw error("mapping.openBrace", at);
        }
        String inside = text.substring(at + 1, close);
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (!RuleText.isCaptureName(name)) {
            throw error("mapping.badCapture", at, name);
        }
        if (!names.add(name)) {
            throw error("mapping.captureTwice", at, name);
        }
        String kind = colon < 0 ? "" : inside.substring(colon + 1);
        if (kind.equals("**")) {
            segments(Optional.of(name), at, close + 1);
            return;
        }
        Matcher range = RANGE.matcher(kind);
        if (colon < 0) {
            add(new Segment(Optional.of(name)));
        } else if (kind.equals("int")) {
            add(new Digits(name));
        } else if (range.matches()) {
            add(range(name, Long.parseLong(range.group(1)), Long.parseLong(range.group(2))));
        } else {
            add(choice(name, kind));
        }
        at = close + 1;
    }

    private Range range(String name, long low, long high) throws RuleSyntaxException {
        if (low > high) {
            throw error("mapping.emptyRange", at, low, high);
        }
        return new Range(name, low, high);
    }

    private Choice choice(String name, String kind) throws RuleSyntaxException {
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        int from = at + name.length() + 2;
        for (String option : kind.split(",", -1)) {
            int equals = option.indexOf('=');
            if (equals <= 0 || option.indexOf('=', equals + 1) >= 0) {
                throw error("mapping.badChoice", from, option);
            }
            for (int i = 0; i < option.length(); i++) {
                RuleText.plain(text, from + i);
            }
            left.add(option.substring(0, equals));
            right.add(option.substring(equals + 1));
            from += option.length() + 1;
        }
        if (new HashSet<>(left).size() < left.size()) {
            throw error("mapping.choiceTwice", at, name);
        }
        return new Choice(name, List.copyOf(left), List.copyOf(right));
    }

    /** Adds a run of segments, which has to consist of whole segments and includes one neighbouring dot; continues after both. */
    private void segments(Optional<String> name, int from, int to) throws RuleSyntaxException {
        boolean dotBefore = from == 0 || text.charAt(from - 1) == '.';
        boolean dotAfter = to == text.length() || text.charAt(to) == '.';
        if (!dotBefore || !dotAfter) {
            throw error("mapping.partOfSegment", from);
        }
        at = to;
        boolean first = tokens.stream().allMatch(token -> token instanceof Segments) && literal.isEmpty();
        if (!first) {
            literal.setLength(literal.length() - 1);
            add(new Segments(name, Dot.LEADING));
        } else if (to == text.length()) {
            add(new Segments(name, Dot.NONE));
        } else {
            add(new Segments(name, Dot.TRAILING));
            at++;
        }
    }

    private void add(PatternToken token) {
        endLiteral();
        tokens.add(token);
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            tokens.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private RuleSyntaxException error(String key, int position, Object... more) {
        return RuleText.error(key, text, position, more);
    }
}
