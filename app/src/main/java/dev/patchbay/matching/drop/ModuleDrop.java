package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.Labels;
import dev.patchbay.matching.names.LinkFinder;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.matching.names.Names;
import dev.patchbay.matching.names.Siblings;
import dev.patchbay.matching.names.Strand;
import dev.patchbay.matching.suggest.Elimination;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** One pair dropped on one module: this one alone, all blocks, the parts beside it, and everything in that branch of the block. */
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

    /** Proposals by ascending reach; empty only if the rules for this pair alone would do harm. */
    List<RuleProposal> propose(LowRankPair pair, ModuleInfo module) {
        List<RuleProposal> proposals = new ArrayList<>();
        Strand single = Strand.single(pair, module);
        builder.build(List.of(single), Labels.single()).ifPresent(proposals::add);
        List<Strand> strands = links.find(pair, module);
        // The best last: where two reach equally far, the last is what Enter takes.
        for (Strand strand : strands.reversed()) {
            widen(List.of(strand), strands.size() > 1, proposals);
        }
        if (strands.isEmpty()) {
            widen(List.of(single), false, proposals);
        }
        new WholeComponent(candidates, links, builder).propose(pair, module).ifPresent(proposals::add);
        return ascending(proposals);
    }

    /** Wider by reach than what was before; the same rules under a second label are left out. */
    static List<RuleProposal> ascending(List<RuleProposal> proposals) {
        Map<List<?>, RuleProposal> byRules = new LinkedHashMap<>();
        proposals.forEach(proposal -> byRules.putIfAbsent(proposal.rules(), proposal));
        return byRules.values().stream().sorted(Comparator.comparingInt(RuleProposal::tensors)).toList();
    }

    /** Strands that are connected already, then with their siblings by word or number, then with what is left over. */
    void widen(List<Strand> connected, boolean ambiguous, List<RuleProposal> into) {
        Strand strand = connected.getFirst();
        Optional<String> branch = scope.ofModule(strand);
        String base = branch.orElse(Names.parent(strand.module().name()));
        if (!strand.link().isEmpty()) {
            add(connected, labels.reach(connected, base), ambiguous, into);
        }
        if (branch.isEmpty()) {
            return;
        }
        List<Strand> strands = new ArrayList<>(connected);
        if (connected.size() == 1 && extend(strands, siblings(strand, base))) {
            add(strands, labels.reach(strands, base), ambiguous, into);
        }
        List<LowRankPair> pairs = scope.remainingPairs(strands);
        Siblings rest = Elimination.decide(candidates, pairs, scope.remainingModules(strands, base)).orElse(Siblings.NONE);
        if (extend(strands, rest)) {
            IntFunction<Message> label = labels.reach(strands, base);
            add(strands, rest.byOrder() ? labels.withOrder(label, rest.modules(), base) : label, ambiguous, into);
        }
    }

    private Siblings siblings(Strand strand, String branch) {
        List<ModuleInfo> others = scope.remainingModules(List.of(strand), branch);
        Siblings words = new WordSiblings(candidates).find(strand.pair(), strand.module(), branch, others);
        return words.isEmpty() ? new PartSiblings(candidates).find(strand.pair(), strand.module(), strand.link()) : words;
    }

    /** Adds a strand for each sibling, as far as the first one reaches; all or none. */
    private boolean extend(List<Strand> strands, Siblings siblings) {
        List<Strand> more = new ArrayList<>();
        for (Map.Entry<LowRankPair, ModuleInfo> sibling : siblings.modules().entrySet()) {
            Optional<Strand> lifted = links.lift(strands.getFirst(), sibling.getKey(), sibling.getValue());
            if (lifted.isEmpty()) {
                return false;
            }
            more.add(lifted.get());
        }
        return strands.addAll(more);
    }

    private void add(List<Strand> strands, IntFunction<Message> label, boolean ambiguous, List<RuleProposal> into) {
        builder.build(strands, ambiguous ? Labels.withExample(label, strands.getFirst()) : label).ifPresent(into::add);
    }
}
