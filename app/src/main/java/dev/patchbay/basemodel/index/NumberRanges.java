package dev.patchbay.basemodel.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts the numbers of names together to ranges: as few as it takes, each combination in exactly one. */
final class NumberRanges {

    private NumberRanges() {}

    /** @param names the numbers of each name, equally many */
    static List<List<NumberRange>> of(List<List<Integer>> names) {
        if (names.getFirst().isEmpty()) {
            return List.of(List.of());
        }
        Map<Integer, List<List<Integer>>> byFirst = new TreeMap<>();
        names.forEach(numbers ->
                byFirst.computeIfAbsent(numbers.getFirst(), one -> new ArrayList<>()).add(numbers.subList(1, numbers.size())));
        List<List<NumberRange>> ranges = new ArrayList<>();
        int first = -1;
        int last = -1;
        List<List<NumberRange>> rest = List.of();
        for (Map.Entry<Integer, List<List<Integer>>> entry : byFirst.entrySet()) {
            List<List<NumberRange>> its = of(entry.getValue());
            if (entry.getKey() != last + 1 || !its.equals(rest)) {
                close(first, last, rest, ranges);
                first = entry.getKey();
                rest = its;
            }
            last = entry.getKey();
        }
        close(first, last, rest, ranges);
        return ranges;
    }

    private static void close(int first, int last, List<List<NumberRange>> rest, List<List<NumberRange>> ranges) {
        for (List<NumberRange> others : rest) {
            List<NumberRange> all = new ArrayList<>(others);
            all.addFirst(new NumberRange(first, last));
            ranges.add(all);
        }
    }
}
