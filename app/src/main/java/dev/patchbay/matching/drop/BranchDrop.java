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
import dev.patchbay.tensor.TensorName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A branch with several pairs dropped on a module or on a branch of modules: proposed only if every pair below it finds its module. */
final class BranchDrop {

    private final Candidates candidates;
    private final LinkFinder links;
    private final Labels labels;
    private final ProposalBuilder builder;
    private final ModuleDrop single;

    BranchDrop(Candidates candidates) {
        this.candidates = candidates;
        this.links = new LinkFinder(candidates);
        this.labels = new Labels(candidates, links);
        this.builder = new ProposalBuilder(candidates);
        this.single = new ModuleDrop(candidates);
    }

    /** Proposals by ascending reach; empty if it cannot be told which pair belongs to which module. */
    List<RuleProposal> propose(String dragged, String target) {
        List<RuleProposal> byName = byName(dragged, target);
        return byName.isEmpty() ? byShape(dragged, target) : byName;
    }

    /** If one pair's name contains the name of a module below the target, the other pairs are matched by name in the same way. */
    private List<RuleProposal> byName(String dragged, String target) {
        List<LowRankPair> pairs = candidates.pairsUnder(dragged);
        for (ModuleInfo module : candidates.modulesUnder(target)) {
            for (LowRankPair pair : pairs) {
                boolean named = pair.site().contains(module.name()) || pair.site().contains(module.name().replace('.', '_'));
                if (named && pair.fits(module.weight()) && candidates.isFree(module)) {
                    return single.propose(pair, module).stream().filter(proposal -> covers(proposal, pairs)).toList();
                }
            }
        }
        return List.of();
    }

    private static boolean covers(RuleProposal proposal, List<LowRankPair> pairs) {
        return pairs.stream().allMatch(pair ->
                proposal.rules().stream().anyMatch(rule -> rule.pattern().matches(pair.down().name())));
    }

    private List<RuleProposal> byShape(String dragged, String target) {
        List<String> branches = sameBlock(dragged, target);
        List<LowRankPair> pairs = candidates.pairsUnder(branches.getFirst());
        String scope = branches.getLast();
        List<ModuleInfo> modules = candidates.modulesUnder(scope).stream().filter(candidates::isFree).toList();
        Optional<Siblings> decided = Elimination.decide(candidates, pairs, modules);
        if (decided.isEmpty() || decided.get().isEmpty() || !target(decided.get(), target)) {
            return List.of();
        }
        List<RuleProposal> proposals = new ArrayList<>();
        Map<LowRankPair, ModuleInfo> parts = decided.get().modules();
        List<LinkedPair> here = parts.entrySet().stream().map(part -> LinkedPair.single(part.getKey(), part.getValue())).toList();
        builder.build(here, labels.withOrder(labels.reach(here, scope), parts, scope)).ifPresent(proposals::add);
        LinkedPair first = here.getFirst();
        for (LinkedPair linked : links.find(first.pair(), first.module()).reversed()) {
            List<LinkedPair> lifted = parts.entrySet().stream()
                    .flatMap(part -> links.lift(linked, part.getKey(), part.getValue()).stream())
                    .toList();
            if (lifted.size() == parts.size()) {
                single.widen(lifted, false, proposals);
            }
        }
        return ModuleDrop.ascending(proposals);
    }

    /** If the target is a single module, it has to be among the modules that were matched. */
    private boolean target(Siblings decided, String target) {
        Set<String> found = decided.modules().values().stream().map(ModuleInfo::name).collect(Collectors.toSet());
        return candidates.free(target).isEmpty() || found.contains(target);
    }

    /**
     * Moves both branches down to the same block if they are above the blocks: {@code layers} and {@code transformer_blocks} become
     * {@code layers.0} and {@code transformer_blocks.0}. A single module is replaced by its parent branch.
     *
     * @return source branch, base branch
     */
    private List<String> sameBlock(String dragged, String target) {
        String from = dragged;
        String to = candidates.free(target).isPresent() ? Names.parent(target) : target;
        while (true) {
            String source = from;
            String base = to;
            Set<String> sources = next(candidates.pairsUnder(from).stream().map(LowRankPair::site).toList(), source);
            Set<String> bases = next(candidates.modulesUnder(to).stream().map(ModuleInfo::name).toList(), base);
            Set<String> both = new HashSet<>(sources);
            both.retainAll(bases);
            if (sources.size() == 1 && !TensorName.isIndex(sources.iterator().next()) && candidates.pairsUnder(from).size() > 1) {
                from = joined(from, sources.iterator().next());
            } else if (areNumbers(sources) && areNumbers(bases) && !both.isEmpty()) {
                String block = both.stream().min(Comparator.comparing(Integer::valueOf)).orElseThrow();
                from = joined(from, block);
                to = joined(to, block);
            } else {
                return List.of(from, to);
            }
        }
    }

    private static String joined(String branch, String segment) {
        return branch.isEmpty() ? segment : branch + "." + segment;
    }

    private static boolean areNumbers(Set<String> segments) {
        return !segments.isEmpty() && segments.stream().allMatch(TensorName::isIndex);
    }

    /** The distinct segments that directly follow the branch in these names. */
    private static Set<String> next(List<String> names, String branch) {
        Set<String> segments = new TreeSet<>();
        for (String name : names) {
            if (branch.isEmpty() || name.startsWith(branch + ".")) {
                String rest = Names.relative(name, branch);
                segments.add(rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest);
            }
        }
        return segments;
    }
}
