package dev.patchbay.ui.patch.connect;

import dev.patchbay.matching.drop.DropOutcome;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.RowPair;
import java.util.List;

/**
 * What connecting a row of the left tree to one of the right could mean.
 *
 * @param held earlier pairs that the same rule has to connect as well
 * @param pair the newest pair
 * @param outcome proposals for all of them together, or why there are none
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
