package dev.patchbay.mapping.pattern;

import dev.patchbay.mapping.pattern.PatternToken.Digits;
import dev.patchbay.mapping.pattern.PatternToken.Literal;
import dev.patchbay.mapping.pattern.PatternToken.Range;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pattern over whole tensor names.
 *
 * <p>{@code *} and <code>{name}</code> match one or more characters without a dot, also inside a segment; {@code **} and
 * <code>{name:**}</code> any number of whole segments, even none (then its dot is dropped too); <code>{name:int}</code> decimal digits;
 * <code>{name:0-9}</code> a whole number from 0 to 9, with no digit beside it; <code>{name:a=b,c=d}</code> the text {@code a} or
 * {@code c}, which yields {@code b} or {@code d}. If a name can match in several ways, pieces on the left are as short as possible and
 * digits as long as possible. The time to match is at most proportional to the length of the pattern times that of the name.
 */
public final class KeyPattern {

    /** Longest pattern in characters. */
    static final int MAX_LENGTH = 4096;

    private final String text;
    private final PatternToken[] tokens;
    private final String prefix;
    private final String suffix;

    /** The longest literal of the pattern: a quick test, since most names of a file do not contain it. */
    private final String needed;

    private final Set<String> captures;
    private final Set<String> numbers;

    private KeyPattern(String text, List<PatternToken> tokens) {
        this.text = text;
        this.tokens = tokens.toArray(PatternToken[]::new);
        this.prefix = tokens.getFirst() instanceof Literal literal ? literal.text() : "";
        this.suffix = tokens.getLast() instanceof Literal literal ? literal.text() : "";
        this.needed = tokens.stream()
                .filter(Literal.class::isInstance)
                .map(literal -> ((Literal) literal).text())
                .max(Comparator.comparingInt(String::length))
                .orElse("");
        Set<String> names = new LinkedHashSet<>();
        Set<String> ints = new LinkedHashSet<>();
        for (PatternToken token : tokens) {
            token.capture().ifPresent(names::add);
            if (token instanceof Digits || token instanceof Range) {
                token.capture().ifPresent(ints::add);
            }
        }
        this.captures = Collections.unmodifiableSet(names);
        this.numbers = Collections.unmodifiableSet(ints);
    }

    /** @throws RuleSyntaxException if the text is no pattern; the message says where */
    public static KeyPattern parse(String text) throws RuleSyntaxException {
        return new KeyPattern(text, new PatternParser(text).parse());
    }

    /** The captures by name if the whole name matches; a choice with the text it yields. */
    public Optional<Map<String, String>> match(String name) {
        return tried(name).captures();
    }

    /** The same with a measure of the work. */
    public PatternMatch tried(String name) {
        if (!isPossible(name)) {
            return PatternMatch.IMPOSSIBLE;
        }
        PatternMatcher matcher = new PatternMatcher(tokens, name);
        return new PatternMatch(matcher.match(), matcher.deadEnds());
    }

    /** True if the whole name matches. */
    public boolean matches(String name) {
        return isPossible(name) && new PatternMatcher(tokens, name).matches();
    }

    /** A quick test; false means that the name cannot match. */
    private boolean isPossible(String name) {
        return name.startsWith(prefix) && name.endsWith(suffix) && name.contains(needed);
    }

    /** Names of the captures, from left to right. */
    public Set<String> captures() {
        return captures;
    }

    /** Names of the {@code int} captures and of ranges, which a template may add and subtract. */
    public Set<String> numbers() {
        return numbers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
