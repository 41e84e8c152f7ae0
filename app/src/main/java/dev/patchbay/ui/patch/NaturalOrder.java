package dev.patchbay.ui.patch;

import dev.patchbay.tensor.TensorName;
import java.util.Comparator;

/** Names in the order people count: {@code layers.2} before {@code layers.10}. */
final class NaturalOrder {

    static final Comparator<String> OF_NAMES = NaturalOrder::compare;

    private NaturalOrder() {}

    private static int compare(String one, String other) {
        String[] left = one.split("[._]", -1);
        String[] right = other.split("[._]", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = TensorName.isIndex(left[i]) && TensorName.isIndex(right[i]);
            int order = numbers ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i])) : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return left.length == right.length ? one.compareTo(other) : Integer.compare(left.length, right.length);
    }
}
