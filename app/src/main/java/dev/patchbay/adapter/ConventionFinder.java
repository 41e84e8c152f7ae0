package dev.patchbay.adapter;

import dev.patchbay.part.AdapterKey;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells the naming convention of an adapter from the names of its tensors, each axis on its own. Several values on one axis are listed, the
 * most common first.
 */
final class ConventionFinder {

    private ConventionFinder() {}

    /**
     * @param keys of the tensors of all modules
     * @param alpha where alpha is declared: {@code tensor}, {@code config}, {@code metadata}, {@code folded}, {@code none}
     */
    static Optional<Convention> find(List<AdapterKey> keys, List<AdapterModule> modules, String alpha) {
        if (modules.isEmpty()) {
            return Optional.empty();
        }
        List<AdapterKey> own = keys.stream().filter(key -> !key.part().goesWithOthers()).toList();
        List<AdapterKey> telling = own.isEmpty() ? keys : own;
        ModuleNaming naming = new ModuleNaming();
        return Optional.of(new Convention(
                values(telling, key -> orNone(key.container())),
                values(telling, key -> orNone(key.component())),
                values(telling, key -> naming.of(key).namespace()),
                values(telling, key -> key.spelling().label()),
                values(telling, key -> orNone(key.infix())),
                alpha,
                values(telling, key -> naming.of(key).isFused() ? "fused" : "split"),
                values(modules, module -> module.algorithm().label()),
                values(modules, ConventionFinder::magnitude)));
    }

    private static String magnitude(AdapterModule module) {
        return module.magnitudeAxis().map(axis -> axis.name().toLowerCase(Locale.ROOT)).orElse("none");
    }

    private static String orNone(String value) {
        return value.isEmpty() ? "none" : value;
    }

    private static <T> String values(List<T> things, Function<T, String> axis) {
        Map<String, Long> counts = things.stream().collect(Collectors.groupingBy(axis, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(","));
    }
}
