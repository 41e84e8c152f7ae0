package dev.patchbay.matching.drop;

import dev.patchbay.mapping.Rule;
import dev.patchbay.message.Message;
import java.util.List;

/**
 * Rules that one pair of names may stand for.
 *
 * @param label what it connects, with counts: "A and B of q, k and v in all blocks (180)"
 * @param rules to be added at the end of the rule set
 * @param tensors how many adapter tensors find their place through it
 * @param modules base modules that are reached
 */
public record RuleProposal(Message label, List<Rule> rules, int tensors, List<String> modules) {

    public RuleProposal {
        rules = List.copyOf(rules);
        modules = List.copyOf(modules);
    }
}
