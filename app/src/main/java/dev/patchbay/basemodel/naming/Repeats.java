package dev.patchbay.basemodel.naming;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Modules of one adapter that change what other modules of it change already: a {@code qkv} beside {@code to_q}, {@code to_k} and
 * {@code to_v}, or {@code out} beside {@code to_out.0}. Names alone tell them; whether they say the same, only the values tell.
 */
public final class Repeats {

    private Repeats() {}

    /** Some rows of a base module, or all of them. */
    private record Rows(String component, String module, Optional<RowRange> part) {

        Rows whole() {
            return new Rows(component, module, Optional.empty());
        }
    }

    /**
     * Those of which every row is another's. Of two that change the same, the one stays that changes fewer modules, else the one that is
     * named more as the base is.
     *
     * @param located where each module goes, in the order of the file
     */
    public static <T> Set<T> of(Map<T, ModuleLocation> located) {
        List<Map.Entry<T, ModuleLocation>> best = located.entrySet().stream()
                .sorted(Comparator.<Map.Entry<T, ModuleLocation>>comparingInt(entry -> entry.getValue().modules().size())
                        .thenComparing(entry -> entry.getValue().naming()))
                .toList();
        Set<Rows> taken = new HashSet<>();
        Map<T, Boolean> repeats = new LinkedHashMap<>();
        for (Map.Entry<T, ModuleLocation> entry : best) {
            List<Rows> rows = rows(entry.getValue());
            boolean repeat = rows.stream().allMatch(one -> taken.contains(one) || taken.contains(one.whole()));
            taken.addAll(rows);
            repeats.put(entry.getKey(), repeat);
        }
        return repeats.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static List<Rows> rows(ModuleLocation location) {
        return location.modules().stream()
                .map(linked -> new Rows(location.component(), linked.module().name(), linked.part()))
                .toList();
    }
}
