package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pairs numbered 0 to n-1 (or 1 to n) beside n modules of one parent and one size: query, key, value is the order that fused weights have.
 */
public final class PartOrder {

    private PartOrder() {}

    /** Modules of the same parent and size as this one, in their order: q, k, v if they are just these, else the base's own. */
    public static List<ModuleInfo> peers(ModuleInfo module, List<ModuleInfo> modules) {
        List<ModuleInfo> peers = new ArrayList<>(modules.stream()
                .filter(other -> Names.parent(other.name()).equals(Names.parent(module.name())) && other.weight().equals(module.weight()))
                .toList());
        List<Role> roles = peers.stream().map(PartOrder::role).toList();
        if (!roles.contains(Role.NONE) && roles.stream().distinct().count() == roles.size()) {
            peers.sort(Comparator.comparing(PartOrder::role));
        }
        return peers;
    }

    /** What the module is by its name below the parent. */
    static Role role(ModuleInfo module) {
        Role role = Role.of(Names.last(module.name()));
        return role == Role.NONE ? Role.of(Names.last(Names.parent(module.name()))) : role;
    }

    /** The one number in which the pairs differ; empty if it is not exactly one. */
    public static Optional<Integer> varyingAxis(List<LowRankPair> pairs) {
        List<NameForm> forms = pairs.stream().map(LowRankPair::form).toList();
        List<Integer> varying = IntStream.range(0, forms.getFirst().numbers().size())
                .filter(axis -> forms.stream().map(form -> form.numbers().get(axis)).distinct().count() > 1)
                .boxed()
                .toList();
        return varying.size() == 1 ? Optional.of(varying.getFirst()) : Optional.empty();
    }

    /** The pairs in the order of the one number they differ in, if they differ in one only and it counts from 0 or 1 without gaps. */
    public static Optional<List<LowRankPair>> numbered(List<LowRankPair> pairs) {
        Optional<Integer> varying = varyingAxis(pairs);
        if (varying.isEmpty()) {
            return Optional.empty();
        }
        int axis = varying.get();
        List<LowRankPair> sorted = pairs.stream().sorted(Comparator.comparing(pair -> pair.form().numbers().get(axis))).toList();
        int first = sorted.getFirst().form().numbers().get(axis);
        boolean counts = first <= 1
                && IntStream.range(0, sorted.size()).allMatch(i -> sorted.get(i).form().numbers().get(axis) == first + i);
        return counts ? Optional.of(sorted) : Optional.empty();
    }

    /** All pairs that differ from this one in the number of this axis only, itself included. */
    public static List<LowRankPair> parts(LowRankPair pair, int part, Candidates candidates) {
        List<Integer> numbers = pair.form().numbers();
        return candidates.group(pair).stream()
                .filter(other -> IntStream.range(0, numbers.size())
                        .allMatch(axis -> axis == part || other.form().numbers().get(axis).equals(numbers.get(axis))))
                .toList();
    }
}
