package dev.patchbay.checkpoint.quantised;

/**
 * Scales of groups of columns in the order that matrix units of graphics cards want: tiles of 128 rows and 4 groups, and in a tile row r
 * and group g at {@code (r mod 32) · 16 + (r div 32) · 4 + g}. Rows and groups are filled up to whole tiles.
 *
 * @param groups of a row
 * @param size elements of a group
 * @see <a href="https://github.com/Comfy-Org/comfy-kitchen">comfy-kitchen 0.2, {@code to_blocked} of {@code float_utils.py}</a>
 */
record TiledScales(long rows, long groups, int size) {

    private static final int ROWS = 128;
    private static final int GROUPS = 4;

    /** How many scales are stored. */
    long count() {
        return Math.ceilDiv(rows, ROWS) * ROWS * Math.ceilDiv(groups, GROUPS) * GROUPS;
    }

    /** Where the scale of an element is. */
    int index(long row, long column) {
        long group = column / size;
        long tile = row / ROWS * Math.ceilDiv(groups, GROUPS) + group / GROUPS;
        long within = row % 32 * 16 + row % ROWS / 32 * 4 + group % GROUPS;
        return Math.toIntExact(tile * ROWS * GROUPS + within);
    }

    /** Multiplies elements by their scales, in float32. */
    void multiply(float[] values, long first, float[] scales) {
        long columns = groups * size;
        for (int i = 0; i < values.length; i++) {
            long element = first + i;
            values[i] *= scales[index(element / columns, element % columns)];
        }
    }
}
