package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.Labels;
import dev.patchbay.matching.names.LinkFinder;
import dev.patchbay.matching.names.LinkedPair;
import dev.patchbay.matching.names.LowRankPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that contain the modules' own names, with dots or flattened with underscores: one pair then shows what stands before and after
 * the name of every module.
 */
final class WholeComponent {

    /** One drag should not make more rules than this. */
    private static final int MOST_LINKED_PAIRS = 64;

    private final Candidates candidates;
    private final LinkFinder links;
    private final ProposalBuilder builder;

    WholeComponent(Candidates candidates, LinkFinder links, ProposalBuilder builder) {
        this.candidates = candidates;
        this.links = links;
        this.builder = builder;
    }

    /** Every free module whose own name leads to a pair of its size; empty if the dropped pair does not contain this module's name. */
    Optional<RuleProposal> propose(LowRankPair pair, ModuleInfo module) {
        return propose(pair, module, false).or(() -> propose(pair, module, true));
    }

    private Optional<RuleProposal> propose(LowRankPair pair, ModuleInfo module, boolean flat) {
        String name = WordSiblings.spelled(module, "", flat);
        int at = pair.site().lastIndexOf(name);
        if (at < 0 || !isWhole(pair.site(), at, at + name.length())) {
            return Optional.empty();
        }
        String head = pair.site().substring(0, at);
        String tail = pair.site().substring(at + name.length());
        Map<LowRankPair, ModuleInfo> connected = new LinkedHashMap<>();
        candidates.adaptable().filter(candidates::isFree).forEach(one -> candidates
                .pairAt(head + WordSiblings.spelled(one, "", flat) + tail)
                .filter(found -> found.fits(one.weight()))
                .ifPresent(found -> connected.put(found, one)));
        if (connected.size() < 2) {
            return Optional.empty();
        }
        Optional<RuleProposal> oneRule = flat
                ? Optional.empty()
                : builder.buildWhole(LinkedPair.single(pair, module), head, connected, Labels.whole(connected.size()));
        return oneRule.or(() -> listed(connected));
    }

    private static boolean isWhole(String site, int from, int to) {
        return (from == 0 || !Character.isLetterOrDigit(site.charAt(from - 1)))
                && (to == site.length() || !Character.isLetterOrDigit(site.charAt(to)));
    }

    private Optional<RuleProposal> listed(Map<LowRankPair, ModuleInfo> connected) {
        Map<LowRankPair, ModuleInfo> left = new LinkedHashMap<>(connected);
        List<LinkedPair> linkedPairs = new ArrayList<>();
        while (!left.isEmpty() && linkedPairs.size() < MOST_LINKED_PAIRS) {
            Map.Entry<LowRankPair, ModuleInfo> next = left.entrySet().iterator().next();
            LinkedPair linked = links.find(next.getKey(), next.getValue()).stream()
                    .filter(one -> left.entrySet().containsAll(one.reached().entrySet()))
                    .findFirst()
                    .orElse(LinkedPair.single(next.getKey(), next.getValue()));
            linkedPairs.add(linked);
            left.keySet().removeAll(linked.reached().keySet());
        }
        return left.isEmpty() ? builder.build(linkedPairs, Labels.whole(connected.size())) : Optional.empty();
    }
}
