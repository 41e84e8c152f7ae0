package dev.patchbay.workspace;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which names rules for one family can lead to. Most conventions put the same prefix before names of their own, so that rules for another
 * family take the prefix off too, and leave names that no model has.
 */
final class FamilyNames {

    private static final String ANY = "any family";

    private static final Map<String, Set<String>> KINDS = new ConcurrentHashMap<>();

    private FamilyNames() {}

    /** True if a model of the family that the rules are for has such a module, in whichever block; or if they are for any family. */
    static boolean know(RuleSet rules, AdapterModule module) {
        Set<String> kinds = KINDS.computeIfAbsent(rules.target(), FamilyNames::kinds);
        return kinds.isEmpty() || module.component().startsWith("text_encoder") || kinds.contains(kind(module.module()));
    }

    /** True if some model of the catalogue has such a module. */
    static boolean haveSome(AdapterModule module) {
        return KINDS.computeIfAbsent(ANY, FamilyNames::kinds).contains(kind(module.module()));
    }

    /** Empty for a family that the catalogue does not have, and for {@code *}. */
    private static Set<String> kinds(String family) {
        Set<String> kinds = new HashSet<>();
        for (String name : ModelCatalog.names()) {
            Optional<BaseModel> model = ModelCatalog.find(name)
                    .filter(one -> family.equals(ANY) || (one.family() + "-").startsWith(family + "-"));
            model.ifPresent(one -> one.main().modules().forEach(module -> kinds.add(kind(module.name()))));
        }
        return Set.copyOf(kinds);
    }

    /** The name with its numbers left out: blocks are alike. */
    private static String kind(String module) {
        return OpenNumbers.anywhere(module, "0");
    }
}
