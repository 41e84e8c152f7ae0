package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.matching.names.PartOrder;
import dev.patchbay.matching.names.Siblings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which of some pairs belong to which of some modules when only shapes, numbers and what is left over can tell. */
public final class Elimination {

    private final Candidates candidates;
    private final List<LowRankPair> pairs;
    private final List<ModuleInfo> modules;
    private final Map<LowRankPair, ModuleInfo> decided = new LinkedHashMap<>();
    private boolean byOrder;

    private Elimination(Candidates candidates, List<LowRankPair> pairs, List<ModuleInfo> modules) {
        this.candidates = candidates;
        this.pairs = new ArrayList<>(pairs);
        this.modules = new ArrayList<>(modules);
    }

    /** A module for every pair; empty if anything is left to chance. Modules may be left over. */
    public static Optional<Siblings> decide(Candidates candidates, List<LowRankPair> pairs, List<ModuleInfo> modules) {
        return new Elimination(candidates, pairs, modules).run();
    }

    private Optional<Siblings> run() {
        boolean progress = true;
        while (!pairs.isEmpty() && progress) {
            progress = onlyChoice() || numberedParts();
        }
        return pairs.isEmpty() ? Optional.of(new Siblings(decided, byOrder)) : Optional.empty();
    }

    /** A pair that fits one module, which no other pair fits. */
    private boolean onlyChoice() {
        for (LowRankPair pair : pairs) {
            List<ModuleInfo> fitting = modules.stream().filter(module -> pair.fits(module.weight())).toList();
            if (fitting.size() == 1 && pairs.stream().filter(other -> other.fits(fitting.getFirst().weight())).count() == 1) {
                assign(pair, fitting.getFirst());
                return true;
            }
        }
        return false;
    }

    /** As many numbered pairs as there are peers among the modules, and no second set of either that this could be. */
    private boolean numberedParts() {
        List<List<LowRankPair>> groups = groups();
        for (List<LowRankPair> group : groups) {
            if (group.size() < 2 || !areAllParts(group)) {
                continue;
            }
            List<List<ModuleInfo>> fitting = peers().stream()
                    .filter(peers -> peers.size() == group.size() && group.stream().allMatch(pair -> pair.fits(peers.getFirst().weight())))
                    .toList();
            boolean rival = groups.stream().anyMatch(other ->
                    other != group && other.size() == group.size() && other.getFirst().delta().equals(group.getFirst().delta()));
            if (fitting.size() == 1 && !rival) {
                List<LowRankPair> numbered = PartOrder.numbered(group).orElseThrow();
                for (int i = 0; i < numbered.size(); i++) {
                    assign(numbered.get(i), fitting.getFirst().get(i));
                }
                byOrder = true;
                return true;
            }
        }
        return false;
    }

    /** Counted without gaps, and none of them was connected against the order. */
    private boolean areAllParts(List<LowRankPair> group) {
        return PartOrder.numbered(group).isPresent() && PartOrder.varyingAxis(group)
                .filter(axis -> PartOrder.parts(group.getFirst(), axis, candidates).size() == group.size())
                .isPresent();
    }

    private void assign(LowRankPair pair, ModuleInfo module) {
        decided.put(pair, module);
        pairs.remove(pair);
        modules.remove(module);
    }

    private List<List<LowRankPair>> groups() {
        Map<String, List<LowRankPair>> groups = new LinkedHashMap<>();
        pairs.forEach(pair -> groups.computeIfAbsent(pair.group(), key -> new ArrayList<>()).add(pair));
        return List.copyOf(groups.values());
    }

    private List<List<ModuleInfo>> peers() {
        return modules.stream().map(module -> PartOrder.peers(module, modules)).distinct().toList();
    }
}
