package dev.patchbay.basemodel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A module's name with open segments: {@code {i}} stands for a number, {@code {rest}} at the end for one or more segments.
 *
 * @param segments between the dots
 */
public record NamePattern(List<String> segments) {

    private static final String REST = "{rest}";

    public static NamePattern of(String text) {
        return new NamePattern(List.of(text.split("\\.")));
    }

    boolean hasRest() {
        return segments.getLast().equals(REST);
    }

    /** How many segments are open: of two patterns that give one name, the one with fewer says more. */
    public long open() {
        return segments.stream().filter(segment -> segment.startsWith("{")).count();
    }

    /** The pattern without its numbers, and without the rest: equal for all names it can match, up to its own length. */
    public String template() {
        List<String> known = hasRest() ? segments.subList(0, segments.size() - 1) : segments;
        return known.stream().map(segment -> segment.startsWith("{") || isNumber(segment) ? "{}" : segment).collect(Collectors.joining("."));
    }

    /** What the open segments are in this name; empty if it does not match. */
    public Optional<Map<String, String>> match(List<String> name) {
        int fixed = hasRest() ? segments.size() - 1 : segments.size();
        if (hasRest() ? name.size() <= fixed : name.size() != fixed) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < fixed; i++) {
            String segment = segments.get(i);
            boolean open = segment.startsWith("{") && isNumber(name.get(i));
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
        return segments.stream().map(segment -> values.getOrDefault(segment, segment)).collect(Collectors.joining("."));
    }

    public static List<String> split(String name) {
        return Arrays.asList(name.split("\\.", -1));
    }

    public static boolean isNumber(String segment) {
        return !segment.isEmpty() && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
