package dev.patchbay.ui.patch.tree;

/**
 * A row of the left tree and a row of the right one that are to be connected.
 *
 * @param source the dragged row
 * @param target the row under the pointer
 */
public record RowPair(NameNode source, NameNode target) {

    /** The row in one of the two trees. */
    public NameNode row(Side side) {
        return side == Side.ADAPTER ? source : target;
    }
}
