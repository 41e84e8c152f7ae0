package dev.patchbay.tensor.name;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name with its numbers taken out: {@code layers.3.matrix_A.0} is {@code layers.□.matrix_A.□} with 3 and 0. Names with the same
 * skeleton differ in block, layer or part only. Digits beside a letter ({@code attn1}, {@code 4h}) belong to the word, and so do numbers
 * with leading zeros; but a block may be called {@code blocks.block3}.
 *
 * @param skeleton the name with {@link #NUMBER} in place of each number
 * @param numbers from left to right; a position in this list is called an axis
 */
public record NameForm(String skeleton, List<Integer> numbers) {

    public static final char NUMBER = '\u0001';

    private static final Pattern DIGITS =
            Pattern.compile("(?:(?<![\\p{L}\\d])|(?<=blocks[._]block))(?:0|[1-9]\\d{0,8})(?![\\p{L}\\d])");

    public NameForm {
        numbers = List.copyOf(numbers);
    }

    public static NameForm of(String name) {
        List<Integer> numbers = new ArrayList<>();
        Matcher digits = DIGITS.matcher(name);
        StringBuilder skeleton = new StringBuilder();
        while (digits.find()) {
            numbers.add(Integer.valueOf(digits.group()));
            digits.appendReplacement(skeleton, String.valueOf(NUMBER));
        }
        return new NameForm(digits.appendTail(skeleton).toString(), numbers);
    }

    /** The skeleton before the number of this axis; identifies the axis in other names too. */
    public String prefix(int axis) {
        return skeleton.substring(0, position(axis));
    }

    private int position(int axis) {
        int at = -1;
        for (int i = 0; i <= axis; i++) {
            at = skeleton.indexOf(NUMBER, at + 1);
        }
        return at;
    }

    /** The axis whose number follows this prefix, or -1. */
    public int axisAfter(String prefix) {
        for (int axis = 0; axis < numbers.size(); axis++) {
            if (position(axis) == prefix.length() && skeleton.startsWith(prefix)) {
                return axis;
            }
        }
        return -1;
    }

    /** Length of the name up to the number of this axis, included; 0 for axis -1. */
    public int lengthThrough(int axis) {
        return axis < 0 ? 0 : fill(skeleton.substring(0, position(axis) + 1), numbers.stream().map(String::valueOf).toList()).length();
    }

    /** The name with these texts in place of the numbers. */
    public String with(List<String> texts) {
        return fill(skeleton, texts);
    }

    /** The name with these numbers. */
    public String withNumbers(List<Integer> others) {
        return fill(skeleton, others.stream().map(String::valueOf).toList());
    }

    private static String fill(String skeleton, List<String> texts) {
        StringBuilder name = new StringBuilder();
        int axis = 0;
        for (int i = 0; i < skeleton.length(); i++) {
            char c = skeleton.charAt(i);
            if (c == NUMBER) {
                name.append(texts.get(axis++));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
