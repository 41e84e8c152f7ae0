package dev.patchbay.adapter.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Regular expressions that are only names, {@code blocks.0.attn.to_q}, in which a dot stands for any character: found by looking the end of
 * a name up, so that the cost does not grow with their number.
 */
final class LiteralNames {

    private static final String DOT = ".";

    /** Positions of the dots by length: names of one shape are compared with their characters at these positions blanked. */
    private final Map<Integer, Set<Set<Integer>>> shapes = new HashMap<>();

    private final Map<String, Integer> first = new HashMap<>();

    /** True if nothing in the expression means more than itself, dots aside. */
    static boolean isLiteral(String expression) {
        return expression.chars().allMatch(c -> c == '.' || c == '_' || c == '-' || Character.isLetterOrDigit(c));
    }

    /** Adds the expression that stands at this place of a table. */
    void add(String expression, int place) {
        Set<Integer> dots = new HashSet<>();
        for (int at = expression.indexOf(DOT); at >= 0; at = expression.indexOf(DOT, at + 1)) {
            dots.add(at);
        }
        shapes.computeIfAbsent(expression.length(), length -> new HashSet<>()).add(dots);
        first.putIfAbsent(blanked(expression, dots), place);
    }

    /** The lowest place of an expression that is the whole name, or its end after a dot. */
    OptionalInt find(String name) {
        if (name.length() > GuardedPattern.LONGEST_NAME) {
            return OptionalInt.empty();
        }
        int lowest = Integer.MAX_VALUE;
        for (int start = 0; start >= 0; start = next(name, start)) {
            String end = name.substring(start);
            for (Set<Integer> dots : shapes.getOrDefault(end.length(), Set.of())) {
                lowest = Math.min(lowest, first.getOrDefault(blanked(end, dots), Integer.MAX_VALUE));
            }
        }
        return lowest == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(lowest);
    }

    /** Start of the part after the next dot; -1 after the last. */
    private static int next(String name, int start) {
        int dot = name.indexOf(DOT, start);
        return dot < 0 ? -1 : dot + 1;
    }

    private static String blanked(String name, Set<Integer> dots) {
        StringBuilder blanked = new StringBuilder(name);
        dots.forEach(at -> blanked.setCharAt(at, '.'));
        return blanked.toString();
    }
}
