package dev.patchbay.ui.patch.connect;

import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.matching.drop.DropOutcome;
import dev.patchbay.matching.drop.RuleProposal;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.RowPair;
import java.util.List;
import java.util.Optional;

/**
 * What connecting a row of the left tree to one of the right could mean.
 *
 * @param held earlier pairs that the same rule has to connect as well
 * @param pair the newest pair
 * @param outcome proposals for all of them together, or why there are none
 * @param better row of the right tree that the source more likely belongs to; empty if it is this one, or none is known
 * @param fixes what else mends the source, such as another base or another rank; where nothing fits
 */
public record Offer(List<RowPair> held, RowPair pair, DropOutcome outcome, Optional<NameNode> better, List<QuickFix> fixes) {

    public Offer {
        held = List.copyOf(held);
        fixes = List.copyOf(fixes);
    }

    /** During a drag only what fits is told. */
    Offer(List<RowPair> held, RowPair pair, DropOutcome outcome) {
        this(held, pair, outcome, Optional.empty(), List.of());
    }

    /** The proposals, or what would make it fit. */
    List<RuleProposal> proposals() {
        return switch (outcome) {
            case DropOutcome.Fits fits -> fits.proposals();
            case DropOutcome.Refused refused -> refused.ways();
        };
    }

    NameNode source() {
        return pair.source();
    }

    NameNode target() {
        return pair.target();
    }
}
