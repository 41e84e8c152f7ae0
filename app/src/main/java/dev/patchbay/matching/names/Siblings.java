package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pairs and modules beside the ones that were connected.
 *
 * @param modules by pair
 * @param byOrder true if numbers were matched with modules by nothing but their order: a person should be told which with which
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
