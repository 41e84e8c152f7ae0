package dev.patchbay.ui.patch.heat;

import java.util.Optional;

/**
 * Geometry of the heat strip. Cells are as large as fits, down to a size that can still be clicked; beyond that the view scrolls.
 *
 * @param left width of the target module names
 * @param top height of the two header lines: groups and block numbers
 * @param cellWidth pixels
 * @param cellHeight pixels
 * @param columnsInView how many blocks are visible, the last one perhaps in part
 * @param rowsInView how many target modules are visible, likewise
 */
record HeatLayout(double left, double top, double cellWidth, double cellHeight, int columnsInView, int rowsInView) {

    private static final double TOP = 30;
    private static final double MIN_WIDTH = 10;
    private static final double MAX_WIDTH = 30;
    private static final double MIN_HEIGHT = 14;
    private static final double MAX_HEIGHT = 22;

    static HeatLayout of(HeatStrip strip, double left, double width, double height) {
        double wide = Math.max(0, width - left);
        double high = Math.max(0, height - TOP);
        double cellWidth = Math.clamp(Math.floor(wide / Math.max(1, strip.blocks().size())), MIN_WIDTH, MAX_WIDTH);
        double cellHeight = Math.clamp(Math.floor(high / Math.max(1, strip.targets().size())), MIN_HEIGHT, MAX_HEIGHT);
        return new HeatLayout(left, TOP, cellWidth, cellHeight, (int) (wide / cellWidth), (int) (high / cellHeight));
    }

    double x(int block, int firstBlock) {
        return left + (block - firstBlock) * cellWidth;
    }

    double y(int target, int firstTarget) {
        return top + (target - firstTarget) * cellHeight;
    }

    /** The position under a point; empty outside the cells. */
    Optional<HeatStrip.Position> at(double x, double y, int firstBlock, int firstTarget, HeatStrip strip) {
        int block = firstBlock + (int) Math.floor((x - left) / cellWidth);
        int target = firstTarget + (int) Math.floor((y - top) / cellHeight);
        boolean inside = x >= left && y >= top && block < strip.blocks().size() && target < strip.targets().size();
        return inside ? Optional.of(new HeatStrip.Position(block, target)) : Optional.empty();
    }
}
