package dev.patchbay.matching.drop;

import dev.patchbay.mapping.Rule;
import dev.patchbay.message.Message;
import java.util.List;

/**
 * Rules that a drag may mean.
 *
 * @param label what it connects, with counts: "to_q, to_k and to_v in all 30 blocks (180 tensors)"
 * @param rules to be added at the end of the rule set
 * @param tensors how many tensors of the adapter these rules rename
 * @param modules names of the base modules that get a pair
 */
public record RuleProposal(Message label, List<Rule> rules, int tensors, List<String> modules) {

    public RuleProposal {
        rules = List.copyOf(rules);
        modules = List.copyOf(modules);
    }
}
