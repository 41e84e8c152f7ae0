package dev.patchbay.mapping.pattern;

import dev.patchbay.mapping.pattern.TemplatePiece.Sum;
import dev.patchbay.mapping.pattern.TemplatePiece.Value;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A new name to be filled with captures: <code>{rest}</code> as captured, and sums such as <code>{i+1}</code> or <code>{3-i}</code> of
 * {@code int} captures.
 */
public final class NameTemplate {

    private final String text;
    private final List<List<TemplatePiece>> segments;
    private final Set<String> captures;
    private final Set<String> numbers;

    private NameTemplate(String text, List<List<TemplatePiece>> segments) {
        this.text = text;
        this.segments = segments;
        Set<String> all = new LinkedHashSet<>();
        Set<String> calculated = new LinkedHashSet<>();
        segments.stream().flatMap(List::stream).forEach(part -> {
            all.addAll(part.captures());
            if (part instanceof Sum) {
                calculated.addAll(part.captures());
            }
        });
        this.captures = Collections.unmodifiableSet(all);
        this.numbers = Collections.unmodifiableSet(calculated);
    }

    /** @throws RuleSyntaxException if the text is no template; the message says where */
    public static NameTemplate parse(String text) throws RuleSyntaxException {
        return new NameTemplate(text, new TemplateParser(text).parse());
    }

    /** Names of the captures it uses. */
    public Set<String> captures() {
        return captures;
    }

    /** Captures used in sums, which have to be {@code int} in the pattern. */
    public Set<String> numbers() {
        return numbers;
    }

    /** True if the name would be longer than any that a pattern matches. */
    public boolean isTooLong(Map<String, String> values) {
        long length = text.length();
        for (String capture : segments.stream().flatMap(List::stream).map(TemplatePiece::captures).flatMap(List::stream).toList()) {
            length += values.getOrDefault(capture, "").length();
        }
        return length > PatternMatcher.MAX_NAME;
    }

    /**
     * Fills in the captures; where a capture of no segments is a whole segment, its dot is dropped too.
     *
     * @throws ArithmeticException if a sum is negative or does not fit a long
     * @throws IllegalArgumentException if a capture is missing, or one used in a sum is no number
     */
    public String fill(Map<String, String> values) {
        StringBuilder name = new StringBuilder();
        boolean first = true;
        for (List<TemplatePiece> segment : segments) {
            if (segment.size() == 1 && segment.getFirst() instanceof Value value && value.text(values).isEmpty()) {
                continue;
            }
            if (!first) {
                name.append('.');
            }
            first = false;
            segment.forEach(part -> name.append(part.text(values)));
        }
        return name.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NameTemplate template && template.text.equals(text);
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
