package dev.patchbay.ui.patch;

import dev.patchbay.matching.DropOutcome;
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
