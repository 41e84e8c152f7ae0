package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.LinkedPair;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.matching.names.Names;
import dev.patchbay.tensor.name.NameForm;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where siblings of a connected pair are looked for: in the base, the nearest branch above the module that has other modules; in the
 * file, the nearest branch above the pair that has other pairs. Neither reaches beyond the block.
 */
final class Scope {

    private final Candidates candidates;

    Scope(Candidates candidates) {
        this.candidates = candidates;
    }

    /** The nearest branch above the module that contains other linear layers or convolutions; empty if there is none inside the block. */
    Optional<String> ofModule(LinkedPair linked) {
        String name = linked.module().name();
        int block = NameForm.of(name).lengthThrough(linked.link().lastBase());
        Set<ModuleInfo> own = new HashSet<>(linked.reached().values());
        for (String branch = Names.parent(name); !branch.isEmpty() && branch.length() >= block; branch = Names.parent(branch)) {
            if (!own.containsAll(candidates.modulesUnder(branch))) {
                return Optional.of(branch);
            }
        }
        return Optional.empty();
    }

    /** Unconnected pairs in the nearest branch of the file that has any. */
    List<LowRankPair> remainingPairs(List<LinkedPair> linkedPairs) {
        LinkedPair linked = linkedPairs.getFirst();
        Set<LowRankPair> own = ProposalBuilder.connected(linkedPairs).keySet();
        String site = linked.pair().site();
        int block = NameForm.of(site).lengthThrough(linked.link().lastSource());
        for (String branch : Names.ancestors(site, block)) {
            List<LowRankPair> others = candidates.pairsUnder(branch).stream().filter(pair -> !own.contains(pair)).toList();
            if (!others.isEmpty()) {
                return others;
            }
        }
        return List.of();
    }

    /** Free modules below the branch that none of the linked pairs reaches. */
    List<ModuleInfo> remainingModules(List<LinkedPair> linkedPairs, String branch) {
        Set<ModuleInfo> own = new HashSet<>(ProposalBuilder.connected(linkedPairs).values());
        return candidates.modulesUnder(branch).stream().filter(module -> !own.contains(module) && candidates.isFree(module)).toList();
    }
}
