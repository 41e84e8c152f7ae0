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

/** Assigns pairs to modules when only shapes, numbers and what remains can tell which belongs to which. */
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

    /** A module for every pair; empty if one assignment would be arbitrary. Modules may remain without a pair. */
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

    /** Assigns a pair that fits one module only, which no other pair fits. */
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

    /** Assigns numbered pairs to as many sibling modules, if no other group of pairs or modules has the same count and shape. */
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

    /** True if the numbers count without gaps and none of the parts was connected elsewhere. */
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
