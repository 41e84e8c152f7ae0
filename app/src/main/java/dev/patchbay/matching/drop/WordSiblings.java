package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.matching.names.Names;
import dev.patchbay.matching.names.Siblings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds siblings by words: if {@code …q_proj…} is dropped on {@code to_q}, both names share {@code q}, so {@code …k_proj…} belongs to
 * {@code to_k}. Names whose dots are written as underscores are found too.
 */
final class WordSiblings {

    private final Candidates candidates;

    WordSiblings(Candidates candidates) {
        this.candidates = candidates;
    }

    /**
     * @param scope branch above the module and its siblings; only the part of their names below it is compared
     * @return the siblings for which the same replacement gives the name of a pair that fits; empty if none does
     */
    Siblings find(LowRankPair pair, ModuleInfo module, String scope, List<ModuleInfo> siblings) {
        Map<LowRankPair, ModuleInfo> best = Map.of();
        int longest = 0;
        for (boolean flat : new boolean[] {false, true}) {
            String name = spelled(module, scope, flat);
            for (int from = 0; from < name.length(); from++) {
                for (int to = from + 1; to <= name.length(); to++) {
                    Map<LowRankPair, ModuleInfo> found = replace(pair, name, from, to, scope, siblings, flat);
                    if (found.size() > best.size() || found.size() == best.size() && to - from > longest) {
                        best = found;
                        longest = to - from;
                    }
                }
            }
        }
        return new Siblings(best, false);
    }

    /**
     * Tries the text from {@code from} to {@code to} of the module's name as the shared word: wherever it occurs in the site of the pair,
     * it is replaced by what each sibling's name has in its place.
     *
     * @return sibling modules by the pairs so found
     */
    private Map<LowRankPair, ModuleInfo> replace(
            LowRankPair pair, String name, int from, int to, String scope, List<ModuleInfo> siblings, boolean flat) {
        String core = name.substring(from, to);
        if (core.chars().noneMatch(Character::isLetter)) {
            return Map.of();
        }
        Map<LowRankPair, ModuleInfo> best = Map.of();
        String site = pair.site();
        for (int at = site.indexOf(core); at >= 0; at = site.indexOf(core, at + 1)) {
            Map<LowRankPair, ModuleInfo> found = new LinkedHashMap<>();
            for (ModuleInfo sibling : siblings) {
                String other = spelled(sibling, scope, flat);
                boolean alike = other.length() > from + name.length() - to && other.startsWith(name.substring(0, from))
                        && other.endsWith(name.substring(to));
                if (alike) {
                    String word = other.substring(from, other.length() - (name.length() - to));
                    candidates.pairAt(site.substring(0, at) + word + site.substring(at + core.length()))
                            .filter(one -> !one.equals(pair) && one.fits(sibling.weight()) && candidates.isFree(sibling))
                            .ifPresent(one -> found.putIfAbsent(one, sibling));
                }
            }
            if (found.size() > best.size()) {
                best = found;
            }
        }
        return best;
    }

    static String spelled(ModuleInfo module, String scope, boolean flat) {
        String name = Names.relative(module.name(), scope);
        return flat ? name.replace('.', '_') : name;
    }
}
