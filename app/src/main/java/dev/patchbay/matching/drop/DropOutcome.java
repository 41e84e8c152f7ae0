package dev.patchbay.matching.drop;

import dev.patchbay.message.Message;
import java.util.List;

/** What dropping a tensor on a module could mean. */
public sealed interface DropOutcome {

    /**
     * It fits.
     *
     * @param proposals by ascending number of tensors, at least one; the last reaches most without a conflict and is what Enter takes
     */
    record Fits(List<RuleProposal> proposals) implements DropOutcome {

        public Fits {
            proposals = List.copyOf(proposals);
        }
    }

    /**
     * It cannot fit as it is.
     *
     * @param reason why, and what would help
     * @param ways rules that make it fit, by ascending number of tensors; empty if there are none
     */
    record Refused(Message reason, List<RuleProposal> ways) implements DropOutcome {

        public Refused {
            ways = List.copyOf(ways);
        }

        public Refused(Message reason) {
            this(reason, List.of());
        }
    }
}
