package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Order of numbered parts: n pairs numbered 0 to n-1 (or 1 to n) correspond to n sibling modules of one size, in the order query, key,
 * value that fused weights have.
 */
public final class PartOrder {

    private PartOrder() {}

    /**
     * The modules with the same parent and shape as this one: ordered q, k, v if all have different roles, else as the base lists them.
     */
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

    /** The role by the module's last segment, or the one before. */
    static Role role(ModuleInfo module) {
        Role role = Role.of(Names.last(module.name()));
        return role == Role.NONE ? Role.of(Names.last(Names.parent(module.name()))) : role;
    }

    /** The axis of the one number in which the names of the pairs differ; empty if they differ in none or several. */
    public static Optional<Integer> varyingAxis(List<LowRankPair> pairs) {
        List<NameForm> forms = pairs.stream().map(LowRankPair::form).toList();
        List<Integer> varying = IntStream.range(0, forms.getFirst().numbers().size())
                .filter(axis -> forms.stream().map(form -> form.numbers().get(axis)).distinct().count() > 1)
                .boxed()
                .toList();
        return varying.size() == 1 ? Optional.of(varying.getFirst()) : Optional.empty();
    }

    /** The pairs ordered by the one number they differ in; empty unless it counts from 0 or 1 without gaps. */
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

    /** All pairs that differ from this one in the number at axis {@code part} only, itself included. */
    public static List<LowRankPair> parts(LowRankPair pair, int part, Candidates candidates) {
        List<Integer> numbers = pair.form().numbers();
        return candidates.group(pair).stream()
                .filter(other -> IntStream.range(0, numbers.size())
                        .allMatch(axis -> axis == part || other.form().numbers().get(axis).equals(numbers.get(axis))))
                .toList();
    }
}
