package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.Labels;
import dev.patchbay.matching.names.LinkFinder;
import dev.patchbay.matching.names.LinkedPair;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.matching.names.Names;
import dev.patchbay.matching.names.Siblings;
import dev.patchbay.matching.suggest.Elimination;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One pair dropped on one module. Four reaches are proposed: this module, the same module in all blocks, its siblings too (q, k and v),
 * and everything in that branch of the block ({@code attn1}).
 */
final class ModuleDrop {

    private final Candidates candidates;
    private final LinkFinder links;
    private final Scope scope;
    private final Labels labels;
    private final ProposalBuilder builder;

    ModuleDrop(Candidates candidates) {
        this.candidates = candidates;
        this.links = new LinkFinder(candidates);
        this.scope = new Scope(candidates);
        this.labels = new Labels(candidates, links);
        this.builder = new ProposalBuilder(candidates);
    }

    /**
     * Proposals by ascending number of tensors; empty only if no rule for this pair alone can be written without changing other tensors.
     */
    List<RuleProposal> propose(LowRankPair pair, ModuleInfo module) {
        List<RuleProposal> proposals = new ArrayList<>();
        LinkedPair single = LinkedPair.single(pair, module);
        builder.build(List.of(single), Labels.single()).ifPresent(proposals::add);
        List<LinkedPair> linkedPairs = links.find(pair, module);
        // The best last: of two that reach equally many tensors, the last is what Enter takes.
        for (LinkedPair linked : linkedPairs.reversed()) {
            widen(List.of(linked), linkedPairs.size() > 1, proposals);
        }
        if (linkedPairs.isEmpty()) {
            widen(List.of(single), false, proposals);
        }
        new WholeComponent(candidates, links, builder).propose(pair, module).ifPresent(proposals::add);
        return ascending(proposals);
    }

    /** By ascending number of tensors; of proposals with the same rules only the first is kept. */
    static List<RuleProposal> ascending(List<RuleProposal> proposals) {
        Map<List<?>, RuleProposal> byRules = new LinkedHashMap<>();
        proposals.forEach(proposal -> byRules.putIfAbsent(proposal.rules(), proposal));
        return byRules.values().stream().sorted(Comparator.comparingInt(RuleProposal::tensors)).toList();
    }

    /**
     * Adds proposals for the pairs connected so far, then with their siblings by word or number, then with what remains in the branch.
     */
    void widen(List<LinkedPair> connected, boolean ambiguous, List<RuleProposal> into) {
        LinkedPair linked = connected.getFirst();
        Optional<String> branch = scope.ofModule(linked);
        String base = branch.orElse(Names.parent(linked.module().name()));
        if (!linked.link().isEmpty()) {
            add(connected, labels.reach(connected, base), ambiguous, into);
        }
        if (branch.isEmpty()) {
            return;
        }
        List<LinkedPair> linkedPairs = new ArrayList<>(connected);
        if (connected.size() == 1 && extend(linkedPairs, siblings(linked, base))) {
            add(linkedPairs, labels.reach(linkedPairs, base), ambiguous, into);
        }
        List<LowRankPair> pairs = scope.remainingPairs(linkedPairs);
        Siblings rest = Elimination.decide(candidates, pairs, scope.remainingModules(linkedPairs, base)).orElse(Siblings.NONE);
        if (extend(linkedPairs, rest)) {
            IntFunction<Message> label = labels.reach(linkedPairs, base);
            add(linkedPairs, rest.byOrder() ? labels.withOrder(label, rest.modules(), base) : label, ambiguous, into);
        }
    }

    private Siblings siblings(LinkedPair linked, String branch) {
        List<ModuleInfo> others = scope.remainingModules(List.of(linked), branch);
        Siblings words = new WordSiblings(candidates).find(linked.pair(), linked.module(), branch, others);
        return words.isEmpty() ? new PartSiblings(candidates).find(linked.pair(), linked.module(), linked.link()) : words;
    }

    /**
     * Adds a linked pair for each sibling, with the link of the first one; adds none and returns false if that link does not hold for
     * all.
     */
    private boolean extend(List<LinkedPair> linkedPairs, Siblings siblings) {
        List<LinkedPair> more = new ArrayList<>();
        for (Map.Entry<LowRankPair, ModuleInfo> sibling : siblings.modules().entrySet()) {
            Optional<LinkedPair> lifted = links.lift(linkedPairs.getFirst(), sibling.getKey(), sibling.getValue());
            if (lifted.isEmpty()) {
                return false;
            }
            more.add(lifted.get());
        }
        return linkedPairs.addAll(more);
    }

    private void add(List<LinkedPair> linkedPairs, IntFunction<Message> label, boolean ambiguous, List<RuleProposal> into) {
        builder.build(linkedPairs, ambiguous ? Labels.withExample(label, linkedPairs.getFirst()) : label).ifPresent(into::add);
    }
}
