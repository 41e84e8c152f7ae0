package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.part.AdapterKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Modules of a file whose place is known by name, so that what they look like does not count: the base has it, and another module of the
 * file is there already, or the base lacks it and a model of its family has it.
 */
final class KnownNames {

    private final ModuleLocator base;
    private final List<ModuleLocator> relatives;

    KnownNames(BaseModel base) {
        this.base = new ModuleLocator(base);
        this.relatives = ModelCatalog.models().stream()
                .filter(model -> model.family().equals(base.family()) && !model.name().equals(base.name()))
                .map(CatalogModel::name)
                .map(ModelCatalog::locator)
                .toList();
    }

    /**
     * Those of the modules that are known so.
     *
     * @param taken modules of the base that others of the file are for
     */
    Set<ForeignModule> among(List<ForeignModule> modules, Set<ModuleInfo> taken) {
        Set<ForeignModule> known = new HashSet<>();
        for (ForeignModule module : modules) {
            Optional<AdapterKey> key = module.pair().flatMap(pair -> AdapterKey.parse(pair.up().name()));
            if (key.isPresent() && isKnown(key.get(), taken)) {
                known.add(module);
            }
        }
        return known;
    }

    private boolean isKnown(AdapterKey key, Set<ModuleInfo> taken) {
        Optional<ModuleLocation> place = base.locateByShapes(key.container(), key.component(), key.module(), key.piece(), key.infix());
        return place.map(found -> found.modules().stream().anyMatch(linked -> taken.contains(linked.module())))
                .orElseGet(() -> relatives.stream().anyMatch(model -> isIn(model, key)));
    }

    private static boolean isIn(ModuleLocator model, AdapterKey key) {
        return model.locate(key.container(), key.component(), key.module(), key.piece()).isPresent();
    }
}
