package dev.patchbay.export.adapter;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.AdapterFamilies;
import dev.patchbay.basemodel.catalog.ModuleSize;
import dev.patchbay.basemodel.naming.NamingScheme;
import dev.patchbay.loader.Loader;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.RuleSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The model family that an adapter was made for, which decides how a program names its modules.
 *
 * @param base its family counts where it is known; otherwise the modules' names and sizes decide
 * @param rules that led to the modules' names; where they are for some families only, it is one of these
 */
record AdapterFamily(Optional<BaseModel> base, RuleSet rules) {

    static final String UNKNOWN = "unknown";

    /**
     * The base's family; without a base those that the modules are of, {@link #UNKNOWN} if none. Of several, those count whose names for
     * the modules the program is known to have.
     */
    Set<String> of(List<CanonicalModule> modules, Loader loader) {
        Optional<String> own = base.map(BaseModel::family).filter(family -> !family.equals(UNKNOWN));
        if (own.isPresent()) {
            return Set.of(own.get());
        }
        Set<String> families = guessed(modules);
        Set<String> named = families.stream()
                .filter(family -> loader.names(family).isPresent())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return named.isEmpty() ? families : named;
    }

    private Set<String> guessed(List<CanonicalModule> modules) {
        List<ModuleSize> sizes = modules.stream()
                .filter(module -> !module.component().startsWith("text_encoder"))
                .map(CanonicalModule::module)
                .map(module -> new ModuleSize(module.module(), module.inputs(), module.outputs()))
                .toList();
        return Stream.<Predicate<String>>of(family -> rules.isFor(NamingScheme.namesOf(family)), family -> true)
                .map(families -> AdapterFamilies.rank(sizes, families).families())
                .filter(families -> !families.isEmpty())
                .findFirst()
                .orElse(Set.of(UNKNOWN));
    }
}
