package dev.patchbay.basemodel.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A module's name without its separators and numbers: {@code blocks.3.attn1.to_q}, {@code blocks_3_attn1_to_q} and
 * {@code blocks_3.attn1.to_q_} are all {@code blocks {} attn1 to q} with 3.
 *
 * @param text words, and <code>{}</code> for each number, separated by spaces
 * @param numbers from left to right
 */
public record NameKind(String text, List<Integer> numbers) {

    /** What stands for a number. */
    static final String NUMBER = "{}";

    /** Longer runs of digits count nothing in a model. */
    private static final int MOST_DIGITS = 6;

    public NameKind {
        numbers = List.copyOf(numbers);
    }

    public static NameKind of(String name) {
        return of(words(name));
    }

    /** Of the words of a name, or of the last of them. */
    public static NameKind of(List<String> words) {
        StringBuilder text = new StringBuilder();
        List<Integer> numbers = new ArrayList<>(3);
        for (String word : words) {
            boolean number = isNumber(word);
            if (number) {
                numbers.add(Integer.valueOf(word));
            }
            text.append(text.isEmpty() ? "" : " ").append(number ? NUMBER : word);
        }
        return new NameKind(text.toString(), numbers);
    }

    /** What stands between dots and underscores. */
    public static List<String> words(String name) {
        return Arrays.stream(name.split("[._]")).filter(word -> !word.isEmpty()).toList();
    }

    public static boolean isNumber(String word) {
        return !word.isEmpty() && word.length() <= MOST_DIGITS && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** What the first number counts, if it counts blocks: up to the first number of {@code transformer blocks {} attn1 to q}. */
    public Optional<String> list() {
        int at = text.indexOf(NUMBER);
        int end = at + NUMBER.length();
        return at > 0 && text.length() > end ? Optional.of(text.substring(0, end)) : Optional.empty();
    }

    /** The kind of one piece of this fused layer. */
    public NameKind piece(int number) {
        List<Integer> all = new ArrayList<>(numbers);
        all.add(number);
        return new NameKind(text + " " + NUMBER, all);
    }
}
