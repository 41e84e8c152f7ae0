package dev.patchbay.mapping;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Cuts a matching tensor along a dimension into several.
 *
 * <p>Names that say they are half of a low-rank pair ({@code lora_A}, {@code lora_down}, {@code matrix_A}, … and their counterparts) are cut as
 * the product {@code up · down} is: rows (dimension 0) are cut in the up matrix {@code [out, r]} and every piece shares the down matrix
 * {@code [r, in]} (and the alpha); columns (dimension 1) the other way round. That is exact for every pair. A pair whose up matrix is block
 * diagonal could also divide its down matrix and so its rank; telling that needs values, so it is not done here.
 *
 * @param dimension 0 for the rows of a fused {@code [q; k; v]} weight
 * @param sizes of the pieces; empty divides evenly
 * @param into a name for each piece, in order
 */
public record SplitRule(KeyPattern pattern, int dimension, List<Long> sizes, List<NameTemplate> into) implements Rule {

    public SplitRule {
        sizes = List.copyOf(sizes);
        into = List.copyOf(into);
    }

    @Override
    public String describe() {
        String exact = sizes.isEmpty() ? "" : " sizes " + sizes.stream().map(String::valueOf).collect(Collectors.joining(","));
        String names = into.stream().map(NameTemplate::toString).collect(Collectors.joining(", "));
        return "split " + pattern + " dim " + dimension + exact + " → " + names;
    }
}
