package dev.patchbay.ui.patch.tree;

/**
 * A row of the left tree and the row of the right one that it is joined to.
 *
 * @param source the dragged row
 * @param target the row it was dropped on, or hangs over
 */
public record RowPair(NameNode source, NameNode target) {

    /** The row of one of the two trees. */
    public NameNode row(Side side) {
        return side == Side.ADAPTER ? source : target;
    }
}
