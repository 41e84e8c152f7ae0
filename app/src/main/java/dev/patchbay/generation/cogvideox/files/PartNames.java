package dev.patchbay.generation.cogvideox.files;

import dev.patchbay.mapping.RuleSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * How a component is known in a file.
 *
 * @param signs names of some of its tensors in diffusers or transformers; at least half of them are in the file once its rules were applied
 * @param rules sets that may lead to these names, in the order in which they are tried
 */
record PartNames(List<String> signs, List<RuleSet> rules) {

    PartNames {
        signs = List.copyOf(signs);
        rules = List.copyOf(rules);
    }

    long found(Collection<String> names) {
        Set<String> all = Set.copyOf(names);
        return signs.stream().filter(all::contains).count();
    }

    boolean isEnough(long found) {
        return 2 * found >= signs.size();
    }
}
