package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.matching.names.ModuleIndex;
import dev.patchbay.matching.names.ModuleIndex.ModuleAddress;
import dev.patchbay.part.TidyName;
import dev.patchbay.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Modules whose names are the base's own behind a prefix that nobody knows: {@code zorb.blat.blocks.0.attn1.to_q}. A name of one word,
 * such as {@code proj_out}, counts only behind a prefix that longer names have, too: many models have a layer of that name.
 */
final class NamedEnds {

    private final BaseModel base;
    private final ModuleIndex index;

    NamedEnds(BaseModel base) {
        this.base = base;
        this.index = new ModuleIndex(base);
    }

    /** Those that were found; of two with one name, neither. */
    Map<ForeignModule, Place> among(List<ForeignModule> modules) {
        Map<ForeignModule, ModuleAddress> found = new LinkedHashMap<>();
        for (ForeignModule module : modules) {
            module.weight().flatMap(weight -> find(module, weight)).ifPresent(address -> found.put(module, address));
        }
        Set<String> prefixes = new HashSet<>(Set.of(""));
        found.forEach((module, address) -> {
            if (address.module().name().indexOf('.') > 0) {
                prefixes.add(prefix(module, address));
            }
        });
        Map<ModuleAddress, Integer> claims = new HashMap<>();
        found.values().forEach(address -> claims.merge(address, 1, Integer::sum));
        Map<ForeignModule, Place> places = new LinkedHashMap<>();
        found.forEach((module, address) -> {
            if (claims.getOrDefault(address, 0) == 1 && prefixes.contains(prefix(module, address))) {
                places.put(module, Place.of(address));
            }
        });
        return places;
    }

    private Optional<ModuleAddress> find(ForeignModule module, Shape weight) {
        String name = module.name();
        return named(module, name, weight)
                .or(() -> named(module, name.replaceFirst("\\.\\d+$", ""), weight))
                .or(() -> TidyName.of(name).flatMap(tidy -> named(module, tidy.name(), weight)));
    }

    private Optional<ModuleAddress> named(ForeignModule module, String name, Shape weight) {
        return index.named(name, weight, SaidComponent.of(module, base));
    }

    private static String prefix(ForeignModule module, ModuleAddress address) {
        return module.name().substring(0, Math.max(0, module.name().length() - address.module().name().length()));
    }
}
