package dev.patchbay.matching.drop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Merges lines that differ in one place into one line with a choice: {@code matrix_A.0 → to_q} and {@code matrix_A.1 → to_k} become
 * {@code matrix_A.{p:0=to_q,1=to_k} → {p}}.
 */
final class LineMerger {

    private static final String PART = "p";

    private LineMerger() {}

    /** How the place in which lines differ is written, the tightest last. */
    enum Style {
        /** {@code {p:**}} if both sides have the same text there: short, but it also matches names that no line had. */
        OPEN,
        /** {@code {p:to_q=to_q,to_k=to_k}}. */
        LISTED
    }

    /** The fewest lines that merging gives. */
    static List<Line> merge(List<Line> lines, Style style) {
        return by(lines, Line::captures).stream().flatMap(alike -> mergeAlike(alike, style).stream()).toList();
    }

    private static List<Line> mergeAlike(List<Line> lines, Style style) {
        Optional<Line> one = single(lines, style);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        List<List<Line>> groups = by(lines, Line::group);
        return groups.stream().flatMap(group -> single(group, style).map(List::of).orElse(group).stream()).toList();
    }

    private static List<List<Line>> by(List<Line> lines, Function<Line, String> key) {
        Map<String, List<Line>> parts = new LinkedHashMap<>();
        lines.forEach(line -> parts.computeIfAbsent(key.apply(line), unused -> new ArrayList<>()).add(line));
        return List.copyOf(parts.values());
    }

    private static Optional<Line> single(List<Line> lines, Style style) {
        if (lines.size() == 1) {
            return Optional.of(lines.getFirst());
        }
        Optional<CommonEnds> to = CommonEnds.of(lines.stream().map(Line::to).toList(), ".");
        Optional<CommonEnds> from = CommonEnds.of(lines.stream().map(Line::from).toList(), ".")
                .or(() -> CommonEnds.of(lines.stream().map(Line::from).toList(), "._-"));
        if (to.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        String part = part(from.get().middles(), to.get().middles(), style);
        return Optional.of(new Line(
                from.get().head() + part + from.get().tail(), to.get().head() + "{" + PART + "}" + to.get().tail(),
                lines.getFirst().group()));
    }

    private static String part(List<String> from, List<String> to, Style style) {
        boolean wholeSegments = from.stream().anyMatch(middle -> middle.contains("."));
        if (style == Style.OPEN && from.equals(to)) {
            return "{" + PART + (wholeSegments ? ":**}" : "}");
        }
        List<String> choices = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            choices.add(from.get(i) + "=" + to.get(i));
        }
        return "{" + PART + ":" + choices.stream().distinct().collect(Collectors.joining(",")) + "}";
    }

    /** Texts that are equal except for one place, which holds no capture in any of them. */
    private record CommonEnds(String head, List<String> middles, String tail) {

        static Optional<CommonEnds> of(List<String> texts, String boundaries) {
            List<List<String>> pieces = texts.stream().map(text -> Line.pieces(text, boundaries)).toList();
            int shortest = pieces.stream().mapToInt(List::size).min().orElse(0);
            int head = 0;
            while (head < shortest - 1 && sameAt(pieces, head)) {
                head++;
            }
            int tail = 0;
            while (tail < shortest - 1 - head && sameAt(pieces, -1 - tail)) {
                tail++;
            }
            // Names and boundaries alternate: a middle begins and ends with a name.
            int from = head - head % 2;
            int to = tail - tail % 2;
            List<String> middles = pieces.stream().map(list -> String.join("", list.subList(from, list.size() - to))).toList();
            boolean plain = middles.stream().allMatch(middle -> !middle.isEmpty() && middle.indexOf('{') < 0);
            if (!plain || new HashSet<>(middles).size() < middles.size()) {
                return Optional.empty();
            }
            List<String> first = pieces.getFirst();
            return Optional.of(new CommonEnds(
                    String.join("", first.subList(0, from)), middles, String.join("", first.subList(first.size() - to, first.size()))));
        }

        private static boolean sameAt(List<List<String>> pieces, int position) {
            return pieces.stream()
                            .map(list -> list.get(position < 0 ? list.size() + position : position))
                            .distinct()
                            .count()
                    == 1;
        }
    }
}
