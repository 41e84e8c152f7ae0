package dev.patchbay.tensor.name;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A module's name with open segments: {@code {i}} stands for a number, {@code {rest}} at the end for one or more segments. Only names that
 * are filled in, and never matched, may have a placeholder within a segment, {@code block{i}}.
 *
 * @param segments between the dots
 */
public record NamePattern(List<String> segments) {

    private static final String REST = "{rest}";

    public static NamePattern of(String text) {
        return new NamePattern(List.of(text.split("\\.")));
    }

    public boolean hasRest() {
        return segments.getLast().equals(REST);
    }

    /** Number of placeholders: of two patterns for one name, the one with fewer is more specific. */
    public long open() {
        return segments.stream().filter(segment -> segment.indexOf('{') >= 0).count();
    }

    /** The pattern without its numbers, and without the rest: equal for all names it can match, up to its own length. */
    public String template() {
        List<String> known = hasRest() ? segments.subList(0, segments.size() - 1) : segments;
        return known.stream().map(segment -> segment.startsWith("{") || OpenNumbers.isNumber(segment) ? "{}" : segment)
                .collect(Collectors.joining("."));
    }

    /** Texts of the placeholders in this name; empty if it does not match. */
    public Optional<Map<String, String>> match(List<String> name) {
        int fixed = hasRest() ? segments.size() - 1 : segments.size();
        if (hasRest() ? name.size() <= fixed : name.size() != fixed) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < fixed; i++) {
            String segment = segments.get(i);
            boolean open = segment.startsWith("{") && OpenNumbers.isNumber(name.get(i));
            if (!open && !segment.equals(name.get(i))) {
                return Optional.empty();
            }
            if (open && values.putIfAbsent(segment, name.get(i)) != null) {
                return Optional.empty();
            }
        }
        if (hasRest()) {
            values.put(REST, String.join(".", name.subList(fixed, name.size())));
        }
        return Optional.of(values);
    }

    public String fill(Map<String, String> values) {
        return segments.stream().map(segment -> fill(segment, values)).collect(Collectors.joining("."));
    }

    private static String fill(String segment, Map<String, String> values) {
        int open = segment.indexOf('{');
        String value = open < 0 ? null : values.get(segment.substring(open));
        return value == null ? segment : segment.substring(0, open) + value;
    }

    public static List<String> split(String name) {
        return Arrays.asList(name.split("\\.", -1));
    }
}
