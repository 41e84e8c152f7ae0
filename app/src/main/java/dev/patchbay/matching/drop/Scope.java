package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.matching.names.Names;
import dev.patchbay.matching.names.Strand;
import dev.patchbay.tensor.name.NameForm;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where siblings of a connected pair and module are looked for: in the base the nearest branch that holds other modules too, in the source
 * the nearest that holds other pairs. Neither goes beyond the block.
 */
final class Scope {

    private final Candidates candidates;

    Scope(Candidates candidates) {
        this.candidates = candidates;
    }

    /** The nearest branch above the module with other linear layers or convolutions in it; empty if there is none in the block. */
    Optional<String> ofModule(Strand strand) {
        String name = strand.module().name();
        int block = NameForm.of(name).lengthThrough(strand.link().lastBase());
        Set<ModuleInfo> own = new HashSet<>(strand.reached().values());
        for (String branch = Names.parent(name); !branch.isEmpty() && branch.length() >= block; branch = Names.parent(branch)) {
            if (!own.containsAll(candidates.modulesUnder(branch))) {
                return Optional.of(branch);
            }
        }
        return Optional.empty();
    }

    /** Pairs in the nearest source branch that holds any beside those of the strands. */
    List<LowRankPair> remainingPairs(List<Strand> strands) {
        Strand strand = strands.getFirst();
        Set<LowRankPair> own = ProposalBuilder.connected(strands).keySet();
        String site = strand.pair().site();
        int block = NameForm.of(site).lengthThrough(strand.link().lastSource());
        for (String branch : Names.ancestors(site, block)) {
            List<LowRankPair> others = candidates.pairsUnder(branch).stream().filter(pair -> !own.contains(pair)).toList();
            if (!others.isEmpty()) {
                return others;
            }
        }
        return List.of();
    }

    /** Free modules below the branch that no strand reaches. */
    List<ModuleInfo> remainingModules(List<Strand> strands, String branch) {
        Set<ModuleInfo> own = new HashSet<>(ProposalBuilder.connected(strands).values());
        return candidates.modulesUnder(branch).stream().filter(module -> !own.contains(module) && candidates.isFree(module)).toList();
    }
}
