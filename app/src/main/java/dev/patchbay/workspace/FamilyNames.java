package dev.patchbay.workspace;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.index.NameKind;
import dev.patchbay.basemodel.naming.NamingScheme;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.part.AdapterKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which mapped names are valid for a model family. Many conventions share a prefix, so rules for the wrong family may strip it too and
 * leave names that no model has.
 */
final class FamilyNames {

    private static final String ANY = "any family";

    private static final Map<String, Set<String>> KINDS = new ConcurrentHashMap<>();

    private FamilyNames() {}

    /**
     * True if a model of a family that the rules are for has this module, in any block; always true for text encoders, and for rules for
     * families without catalogue models.
     */
    static boolean know(RuleSet rules, AdapterModule module) {
        Set<String> kinds = KINDS.computeIfAbsent(rules.target(), FamilyNames::kinds);
        return kinds.isEmpty() || module.component().startsWith("text_encoder") || kinds.contains(kind(module.module()));
    }

    /** True for a module that stands as diffusers writes it, under a name that some model of the catalogue has. */
    static boolean areOwn(AdapterModule module) {
        boolean canonical = Stream.of(module.down(), module.up())
                .flatMap(Optional::stream)
                .allMatch(half -> AdapterKey.isCanonical(half.name()));
        return canonical
                && module.container().isEmpty()
                && !module.component().isEmpty()
                && (module.component().startsWith("text_encoder") || haveSome(module));
    }

    /** True if some model of the catalogue has this module, in any block. */
    static boolean haveSome(AdapterModule module) {
        return KINDS.computeIfAbsent(ANY, FamilyNames::kinds).contains(kind(module.module()));
    }

    /** Kinds of names of the modules of a scheme's families; none for {@code *} and for families without catalogue models. */
    private static Set<String> kinds(String scheme) {
        return ModelCatalog.kinds(family -> scheme.equals(ANY) || NamingScheme.namesOf(family).contains(scheme));
    }

    private static String kind(String module) {
        return NameKind.of(module).text();
    }
}
