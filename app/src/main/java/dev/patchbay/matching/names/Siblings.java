package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pairs and modules that belong together because the ones next to them were connected.
 *
 * @param modules by pair
 * @param byOrder true if numbers were assigned to modules by their order alone, so that a person should be shown the assignments
 */
public record Siblings(Map<LowRankPair, ModuleInfo> modules, boolean byOrder) {

    public static final Siblings NONE = new Siblings(Map.of(), false);

    public Siblings {
        modules = Collections.unmodifiableMap(new LinkedHashMap<>(modules));
    }

    public boolean isEmpty() {
        return modules.isEmpty();
    }
}
