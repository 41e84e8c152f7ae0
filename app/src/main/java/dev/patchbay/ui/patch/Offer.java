package dev.patchbay.ui.patch;

import dev.patchbay.matching.DropOutcome;

/**
 * What came of joining a row of the left tree to one of the right.
 *
 * @param source the dragged row
 * @param target the row it was dropped on, or hangs over
 * @param outcome what it could mean
 */
public record Offer(NameNode source, NameNode target, DropOutcome outcome) {

    /** The row of one of the two trees. */
    NameNode row(Side side) {
        return side == Side.ADAPTER ? source : target;
    }
}
