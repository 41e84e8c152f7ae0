package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pair connected to a module, with all the other pairs and modules that the link of their numbers connects: {@code to_q} of every
 * block.
 *
 * @param reached modules by pair, in the order of the file; contains {@code pair} itself
 */
public record LinkedPair(LowRankPair pair, ModuleInfo module, Link link, Map<LowRankPair, ModuleInfo> reached) {

    /** A pair and a module without a link. */
    public static LinkedPair single(LowRankPair pair, ModuleInfo module) {
        return new LinkedPair(pair, module, Link.NONE, Map.of(pair, module));
    }

    public LinkedPair {
        reached = Collections.unmodifiableMap(new LinkedHashMap<>(reached));
    }

    /** How many pairs it connects, one for each block. */
    public int blocks() {
        return reached.size();
    }
}
