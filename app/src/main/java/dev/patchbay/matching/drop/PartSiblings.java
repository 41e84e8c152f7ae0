package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.Link;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.matching.names.Names;
import dev.patchbay.matching.names.PartOrder;
import dev.patchbay.matching.names.Siblings;
import dev.patchbay.tensor.name.NameForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds siblings by number: if {@code matrix_A.0} is dropped on {@code to_q}, {@code matrix_A.1} and {@code matrix_A.2} belong to
 * {@code to_k} and {@code to_v}.
 */
final class PartSiblings {

    private final Candidates candidates;

    PartSiblings(Candidates candidates) {
        this.candidates = candidates;
    }

    /**
     * @param link the numbers it links count blocks and are not taken for numbers of parts
     * @return one pair for each peer of the module, if the pair's number is the module's position among them; else none
     */
    Siblings find(LowRankPair pair, ModuleInfo module, Link link) {
        List<ModuleInfo> peers = PartOrder.peers(module, candidates.modulesUnder(Names.parent(module.name())));
        NameForm form = pair.form();
        for (int axis = form.numbers().size() - 1; axis >= 0; axis--) {
            int part = axis;
            if (link.axes().stream().noneMatch(linked -> linked.source() == part)) {
                Optional<Siblings> siblings = match(pair, module, peers, PartOrder.parts(pair, part, candidates));
                if (siblings.isPresent()) {
                    return siblings.get();
                }
            }
        }
        return Siblings.NONE;
    }

    private Optional<Siblings> match(LowRankPair pair, ModuleInfo module, List<ModuleInfo> peers, List<LowRankPair> parts) {
        Optional<List<LowRankPair>> numbered = parts.size() < 2 ? Optional.empty() : PartOrder.numbered(parts);
        if (numbered.isEmpty() || numbered.get().size() != peers.size() || numbered.get().indexOf(pair) != peers.indexOf(module)) {
            return Optional.empty();
        }
        Map<LowRankPair, ModuleInfo> siblings = new LinkedHashMap<>();
        for (int i = 0; i < peers.size(); i++) {
            LowRankPair one = numbered.get().get(i);
            if (!candidates.isFree(peers.get(i)) || !one.fits(peers.get(i).weight())) {
                return Optional.empty();
            }
            siblings.put(one, peers.get(i));
        }
        siblings.remove(pair);
        return Optional.of(new Siblings(siblings, false));
    }
}
