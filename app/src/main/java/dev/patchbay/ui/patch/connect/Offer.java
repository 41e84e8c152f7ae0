package dev.patchbay.ui.patch.connect;

import dev.patchbay.matching.drop.DropOutcome;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.RowPair;
import java.util.List;

/**
 * What came of joining a row of the left tree to one of the right.
 *
 * @param held pairs that were joined before and that the same rule has to join, too
 * @param pair the newest
 * @param outcome what all of them could mean together
 */
public record Offer(List<RowPair> held, RowPair pair, DropOutcome outcome) {

    public Offer {
        held = List.copyOf(held);
    }

    NameNode source() {
        return pair.source();
    }

    NameNode target() {
        return pair.target();
    }
}
