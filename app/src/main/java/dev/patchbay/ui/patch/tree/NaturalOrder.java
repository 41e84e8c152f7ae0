package dev.patchbay.ui.patch.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Order by number among texts that differ in numbers only: {@code block_2} before {@code block_10}. Everything else stays where it is. */
final class NaturalOrder {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private NaturalOrder() {}

    static <T> void arrange(List<T> items, Function<T, String> text) {
        Map<String, List<Integer>> alike = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            String one = text.apply(items.get(i));
            if (one.chars().anyMatch(NaturalOrder::isDigit)) {
                alike.computeIfAbsent(NUMBER.matcher(one).replaceAll("0"), key -> new ArrayList<>()).add(i);
            }
        }
        for (List<Integer> places : alike.values()) {
            if (places.size() > 1) {
                sort(items, text, places);
            }
        }
    }

    private static <T> void sort(List<T> items, Function<T, String> text, List<Integer> places) {
        List<Numbered<T>> sorted = new ArrayList<>();
        places.forEach(place -> sorted.add(new Numbered<>(items.get(place), numbers(text.apply(items.get(place))))));
        sorted.sort(Comparator.comparing(Numbered::numbers, NaturalOrder::compare));
        for (int i = 0; i < places.size(); i++) {
            items.set(places.get(i), sorted.get(i).item());
        }
    }

    /** The numbers without leading zeros. */
    private static List<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(MatchResult::group).map(number -> number.replaceFirst("^0+(?=.)", "")).toList();
    }

    /** Numbers may be longer than any type: the one with fewer digits is smaller. */
    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            String a = one.get(i);
            String b = other.get(i);
            int difference = a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length());
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private record Numbered<T>(T item, List<String> numbers) {}
}
