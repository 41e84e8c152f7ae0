package dev.patchbay.tensor.name;

import dev.patchbay.tensor.TensorName;
import java.util.Comparator;

/** Order of names with numbers by value: {@code layers.2} before {@code layers.10}. */
public final class NaturalOrder {

    public static final Comparator<String> OF_NAMES = NaturalOrder::compare;

    private NaturalOrder() {}

    /** Compares segment by segment. Equal segments, the most frequent case when thousands of names are sorted, allocate nothing. */
    private static int compare(String one, String other) {
        int left = 0;
        int right = 0;
        while (left <= one.length() && right <= other.length()) {
            int leftEnd = end(one, left);
            int rightEnd = end(other, right);
            boolean same = leftEnd - left == rightEnd - right && one.regionMatches(left, other, right, leftEnd - left);
            int order = same ? 0 : compareSegments(one.substring(left, leftEnd), other.substring(right, rightEnd));
            if (order != 0) {
                return order;
            }
            left = leftEnd + 1;
            right = rightEnd + 1;
        }
        boolean leftIsMore = left <= one.length();
        boolean rightIsMore = right <= other.length();
        return leftIsMore == rightIsMore ? one.compareTo(other) : Boolean.compare(leftIsMore, rightIsMore);
    }

    private static int compareSegments(String left, String right) {
        boolean numbers = TensorName.isIndex(left) && TensorName.isIndex(right);
        return numbers ? Integer.compare(Integer.parseInt(left), Integer.parseInt(right)) : left.compareTo(right);
    }

    private static int end(String name, int from) {
        int end = from;
        while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '_') {
            end++;
        }
        return end;
    }
}
