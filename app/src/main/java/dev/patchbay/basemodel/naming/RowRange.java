package dev.patchbay.basemodel.naming;

/**
 * Some rows of a weight.
 *
 * @param from first row
 * @param to row behind the last
 */
public record RowRange(long from, long to) {

    public long size() {
        return to - from;
    }
}
