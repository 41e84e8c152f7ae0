package dev.patchbay.mapping.pattern;

import dev.patchbay.mapping.pattern.PatternToken.Digits;
import dev.patchbay.mapping.pattern.PatternToken.Literal;
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
 * <p>{@code *} and <code>{name}</code> stand for one or more characters without a dot, also inside a segment; {@code **} and
 * <code>{name:**}</code> for any number of whole segments, none included (an empty run takes its dot with it); <code>{name:int}</code> for
 * decimal digits; <code>{name:a=b,c=d}</code> for {@code a} or {@code c}, and yields {@code b} or {@code d}. Where a name can be cut in
 * several ways, pieces on the left stay as short as they can, digits as long as they can. Matching takes time proportional to the length of
 * the pattern times that of the name, whatever they are.
 */
public final class KeyPattern {

    /** Longer patterns are refused. */
    static final int MAX_LENGTH = 4096;

    private final String text;
    private final PatternToken[] tokens;
    private final String prefix;
    private final String suffix;

    /** The longest piece that every matching name contains: most names of a file lack it, and looking for it is quick. */
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
            if (token instanceof Digits digits) {
                ints.add(digits.name());
            }
        }
        this.captures = Collections.unmodifiableSet(names);
        this.numbers = Collections.unmodifiableSet(ints);
    }

    /** @throws RuleSyntaxException if the text is no pattern; the message says where */
    public static KeyPattern parse(String text) throws RuleSyntaxException {
        return new KeyPattern(text, new PatternParser(text).parse());
    }

    /** The captures by name if the whole name matches; a choice is there with what it yields. */
    public Optional<Map<String, String>> match(String name) {
        return isPossible(name) ? new PatternMatcher(tokens, name).match() : Optional.empty();
    }

    /** True if the whole name matches. */
    public boolean matches(String name) {
        return isPossible(name) && new PatternMatcher(tokens, name).matches();
    }

    /** False for names that cannot match, at a glance. */
    private boolean isPossible(String name) {
        return name.startsWith(prefix) && name.endsWith(suffix) && name.contains(needed);
    }

    /** Names of the captures, from left to right. */
    public Set<String> captures() {
        return captures;
    }

    /** Those captures that are numbers, so that a template may calculate with them. */
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
