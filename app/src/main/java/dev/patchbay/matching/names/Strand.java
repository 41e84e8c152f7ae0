package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pair, a module, and every other pair and module that the link of their numbers connects.
 *
 * @param reached modules by pair, in the order of the file; holds {@code pair} itself
 */
public record Strand(LowRankPair pair, ModuleInfo module, Link link, Map<LowRankPair, ModuleInfo> reached) {

    /** A pair and a module alone. */
    public static Strand single(LowRankPair pair, ModuleInfo module) {
        return new Strand(pair, module, Link.NONE, Map.of(pair, module));
    }

    public Strand {
        reached = Collections.unmodifiableMap(new LinkedHashMap<>(reached));
    }

    /** How many blocks it reaches. */
    public int blocks() {
        return reached.size();
    }
}
