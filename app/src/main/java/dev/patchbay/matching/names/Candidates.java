package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can still be connected: pairs that are at no module yet, and the modules of one component that have no adapter yet. */
public final class Candidates {

    private final ModuleDictionary dictionary;
    private final MatchedNames matched;
    private final List<TensorInfo> tensors;
    private final List<LowRankPair> pairs;
    private final Map<String, LowRankPair> bySite = new LinkedHashMap<>();
    private final Map<String, LowRankPair> byTensor = new HashMap<>();
    private final Map<String, List<LowRankPair>> groups = new HashMap<>();
    private final Map<String, List<ModuleInfo>> families = new HashMap<>();
    private final Set<Shape> weights = new HashSet<>();
    private final Map<String, Integer> positions = new HashMap<>();

    public Candidates(List<TensorInfo> tensors, List<LowRankPair> pairs, ModuleDictionary dictionary, MatchedNames matched) {
        this.tensors = tensors;
        this.pairs = pairs;
        this.dictionary = dictionary;
        this.matched = matched;
        for (LowRankPair pair : pairs) {
            bySite.putIfAbsent(pair.site(), pair);
            byTensor.put(pair.down().name(), pair);
            byTensor.put(pair.up().name(), pair);
            groups.computeIfAbsent(pair.group(), key -> new ArrayList<>()).add(pair);
        }
        adaptable().forEach(module -> {
            weights.add(module.weight());
            positions.put(module.name(), positions.size());
        });
        adaptable().forEach(module ->
                families.computeIfAbsent(NameForm.of(module.name()).skeleton(), key -> new ArrayList<>()).add(module));
    }

    /** All tensors, under the names that the rules so far give them. */
    public List<TensorInfo> tensors() {
        return tensors;
    }

    public List<LowRankPair> pairs() {
        return pairs;
    }

    public String component() {
        return dictionary.component();
    }

    /** The pair with this {@link LowRankPair#site}. */
    public Optional<LowRankPair> pairAt(String site) {
        return Optional.ofNullable(bySite.get(site));
    }

    /** The pair of which the tensor is the down or up matrix. */
    public Optional<LowRankPair> pairOf(String tensor) {
        return Optional.ofNullable(byTensor.get(tensor));
    }

    /** All pairs whose names differ from this one's in numbers only, itself included. */
    List<LowRankPair> group(LowRankPair pair) {
        return groups.getOrDefault(pair.group(), List.of());
    }

    /**
     * Pairs whose name starts with the branch, followed by a dot, underscore or hyphen, and whose product has the shape of some module.
     */
    public List<LowRankPair> pairsUnder(String branch) {
        return pairs.stream().filter(pair -> Names.isUnder(pair.site(), branch) && weights.contains(pair.delta())).toList();
    }

    /** All modules whose names differ from this one's in numbers only, itself included. */
    List<ModuleInfo> family(ModuleInfo module) {
        return families.getOrDefault(NameForm.of(module.name()).skeleton(), List.of());
    }

    /** Every linear layer and convolution, in the base's order. */
    public Stream<ModuleInfo> adaptable() {
        return dictionary.modules().stream().filter(ModuleInfo::adaptable);
    }

    /** The adaptable modules below a branch; the empty branch is the whole component. */
    public List<ModuleInfo> modulesUnder(String branch) {
        return adaptable().filter(module -> branch.isEmpty() || module.name().startsWith(branch + ".")).toList();
    }

    /** The module if it is adaptable and has no adapter yet. */
    public Optional<ModuleInfo> free(String module) {
        return dictionary.module(module).filter(ModuleInfo::adaptable).filter(this::isFree);
    }

    /** Orders by role (query, key, value, output, then the rest), then as the base lists its modules. */
    public Comparator<LinkedPair> reading() {
        return Comparator.comparing((LinkedPair linked) -> PartOrder.role(linked.module()))
                .thenComparing(linked -> positions.getOrDefault(linked.module().name(), 0));
    }

    public boolean isFree(ModuleInfo module) {
        return matched.at(component(), module.name()).isEmpty();
    }
}
