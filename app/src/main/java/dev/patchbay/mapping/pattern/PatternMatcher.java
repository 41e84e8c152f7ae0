package dev.patchbay.mapping.pattern;

import dev.patchbay.mapping.pattern.PatternToken.Choice;
import dev.patchbay.mapping.pattern.PatternToken.Digits;
import dev.patchbay.mapping.pattern.PatternToken.Literal;
import dev.patchbay.mapping.pattern.PatternToken.Range;
import dev.patchbay.mapping.pattern.PatternToken.Segment;
import dev.patchbay.mapping.pattern.PatternToken.Segments;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Matches one name: backtracking that remembers dead ends.
 *
 * <p>A state is (token, position). A state that failed is never entered twice, and a token that is extended to the right stops at the
 * first end that failed before, because that attempt went on to all later ends. So at most tokens × characters states are visited, while
 * ordinary names, with next to no backtracking, need no table.
 */
final class PatternMatcher {

    /** Most digits that are sure to fit a long. */
    static final int MAX_DIGITS = 18;

    /** Longest name in characters; longer ones never match. */
    static final int MAX_NAME = 1 << 16;

    /** Number of dead ends below which visiting them again is cheaper than a table. */
    private static final int UNREMEMBERED = 64;

    private final PatternToken[] tokens;
    private final String name;
    private final String[] captured;
    private int deadEnds;
    private @Nullable BitSet failed;

    PatternMatcher(PatternToken[] tokens, String name) {
        this.tokens = tokens;
        this.name = name;
        this.captured = new String[tokens.length];
    }

    boolean matches() {
        return name.length() <= MAX_NAME && run(0, 0);
    }

    Optional<Map<String, String>> match() {
        if (!matches()) {
            return Optional.empty();
        }
        Map<String, String> captures = LinkedHashMap.newLinkedHashMap(tokens.length);
        for (int token = 0; token < tokens.length; token++) {
            String value = captured[token];
            tokens[token].capture().ifPresent(capture -> captures.put(capture, value));
        }
        return Optional.of(captures);
    }

    /** How many states have failed so far, as a measure of work. */
    int deadEnds() {
        return deadEnds;
    }

    private boolean run(int token, int at) {
        if (isDeadEnd(token, at)) {
            return false;
        }
        boolean matches = token == tokens.length ? at == name.length() : token(token, at);
        if (!matches) {
            remember(token, at);
        }
        return matches;
    }

    private boolean token(int token, int at) {
        return switch (tokens[token]) {
            case Literal literal -> name.startsWith(literal.text(), at) && run(token + 1, at + literal.text().length());
            case Segment _ -> part(token, at);
            case Digits _ -> digits(token, at);
            case Range range -> range(range, token, at);
            case Choice choice -> choice(choice, token, at);
            case Segments segments -> segments(segments, token, at);
        };
    }

    private boolean part(int token, int from) {
        for (int end = from + 1; end <= name.length() && name.charAt(end - 1) != '.'; end++) {
            if (isDeadEnd(token + 1, end)) {
                return false;
            }
            if (run(token + 1, end)) {
                return capture(token, from, end);
            }
        }
        return false;
    }

    private boolean digits(int token, int from) {
        for (int end = digitsEnd(from); end > from; end--) {
            if (run(token + 1, end)) {
                return capture(token, from, end);
            }
        }
        return false;
    }

    private boolean range(Range range, int token, int from) {
        int end = digitsEnd(from);
        if (end == from || isDigit(from - 1) || isDigit(end)) {
            return false;
        }
        long number = Long.parseLong(name, from, end, 10);
        return number >= range.low() && number <= range.high() && run(token + 1, end) && capture(token, from, end);
    }

    /** The end of the run of at most {@value #MAX_DIGITS} digits that begins here. */
    private int digitsEnd(int from) {
        int end = from;
        while (end - from < MAX_DIGITS && isDigit(end)) {
            end++;
        }
        return end;
    }

    private boolean isDigit(int at) {
        return at >= 0 && at < name.length() && name.charAt(at) >= '0' && name.charAt(at) <= '9';
    }

    private boolean choice(Choice choice, int token, int from) {
        for (int i = 0; i < choice.left().size(); i++) {
            String left = choice.left().get(i);
            if (name.startsWith(left, from) && run(token + 1, from + left.length())) {
                captured[token] = choice.right().get(i);
                return true;
            }
        }
        return false;
    }

    private boolean segments(Segments segments, int token, int from) {
        return switch (segments.dot()) {
            case NONE -> from == name.length() ? from == 0 && capture(token, 0, 0) : allSegments(token, from);
            case LEADING -> run(token + 1, from) && capture(token, from, from) || segmentsAfterDot(token, from);
            case TRAILING -> run(token + 1, from) && capture(token, from, from) || segmentsBeforeDot(token, from);
        };
    }

    private boolean allSegments(int token, int from) {
        for (int at = from; at <= name.length(); at = segmentEnd(at) + 1) {
            if (segmentEnd(at) == at) {
                return false;
            }
        }
        return run(token + 1, name.length()) && capture(token, from, name.length());
    }

    private boolean segmentsAfterDot(int token, int from) {
        int at = from;
        while (at < name.length() && name.charAt(at) == '.' && segmentEnd(at + 1) > at + 1) {
            at = segmentEnd(at + 1);
            if (isDeadEnd(token + 1, at)) {
                return false;
            }
            if (run(token + 1, at)) {
                return capture(token, from + 1, at);
            }
        }
        return false;
    }

    private boolean segmentsBeforeDot(int token, int from) {
        int at = from;
        while (segmentEnd(at) > at && segmentEnd(at) < name.length()) {
            at = segmentEnd(at) + 1;
            if (isDeadEnd(token + 1, at)) {
                return false;
            }
            if (run(token + 1, at)) {
                return capture(token, from, at - 1);
            }
        }
        return false;
    }

    private int segmentEnd(int from) {
        int dot = name.indexOf('.', from);
        return dot < 0 ? name.length() : dot;
    }

    private boolean capture(int token, int from, int to) {
        captured[token] = tokens[token].capture().isPresent() ? name.substring(from, to) : "";
        return true;
    }

    private boolean isDeadEnd(int token, int at) {
        return failed != null && failed.get(token * (name.length() + 1) + at);
    }

    private void remember(int token, int at) {
        if (++deadEnds > UNREMEMBERED) {
            if (failed == null) {
                failed = new BitSet();
            }
            failed.set(token * (name.length() + 1) + at);
        }
    }
}
