package dev.patchbay.matching.suggest;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.search.RuleSearch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which modules of a base model the tensors of a file belong to, as far as names, shapes, blocks and roles tell.
 *
 * <p>First by the rules that a conversion chooses for this file and base: where they lead is certain. Then by the base's own names behind
 * an unknown prefix, and by known rule sets behind one. What remains is compared by kind: modules of one shape that differ in their block
 * only. Each module of the base is given once. Rules are written for what then seems clear, and tried: certain is only what arrives in the
 * base under them. The order of the file never counts.
 *
 * @param all one for each module of the file that was matched, in the order of the file
 * @param unmatched names of modules without a match
 * @param reasons why, for each of them
 * @param beyond names of the tensors of modules that the base has in fewer blocks
 * @param rules under which all that is certain arrives; they begin with those that the file was given
 */
public record Suggestions(List<Suggestion> all, List<String> unmatched, Map<String, Unmatched> reasons, Set<String> beyond, RuleSet rules) {

    public Suggestions {
        all = List.copyOf(all);
        unmatched = List.copyOf(unmatched);
        reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
        beyond = Set.copyOf(beyond);
    }

    /**
     * @param file against the base, under the rules that it was given
     * @param search over the file's names, with the rules that are tried
     */
    public static Suggestions of(AdapterFit file, RuleSearch search) {
        return new PlaceSearch(file, search).run();
    }
}
