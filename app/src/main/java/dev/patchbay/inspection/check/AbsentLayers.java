package dev.patchbay.inspection.check;

import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.inspection.fit.ModuleFit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Modules of an adapter that its base lacks and a related model of the catalogue has, such as the image layers of Wan's image-to-video
 * models.
 *
 * @param fits empty if there are none
 * @param models that have them all, likelier ones first
 */
record AbsentLayers(List<ModuleFit> fits, List<String> models) {

    private static final AbsentLayers NONE = new AbsentLayers(List.of(), List.of());

    /** Empty if the base has none of the adapter's modules: then it is no relative. */
    static AbsentLayers of(InspectionContext context) {
        List<ModuleFit> absent = context.fits().stream().filter(fit -> !fit.isMatched() && fit.location().isEmpty()).toList();
        if (absent.isEmpty() || absent.size() == context.fits().size()) {
            return NONE;
        }
        List<ModuleFit> unknown = absent.stream().filter(fit -> !context.suggestions().isBeyond(fit)).toList();
        Map<List<ModuleFit>, Set<String>> models = new LinkedHashMap<>();
        for (FamilyEvidence evidence : context.ranking().sure()) {
            models(evidence).filter(model -> !model.equals(context.base().name())).forEach(model ->
                    models.computeIfAbsent(had(unknown, model, evidence.sizesFit()), fits -> new LinkedHashSet<>()).add(model));
        }
        return models.entrySet().stream()
                .filter(group -> !group.getKey().isEmpty())
                .reduce((best, next) -> next.getKey().size() > best.getKey().size() ? next : best)
                .map(best -> new AbsentLayers(best.getKey(), List.copyOf(best.getValue())))
                .orElse(NONE);
    }

    /** The models that the evidence is for; where sizes fit none, as with a model that was cut down, those of the family. */
    private static Stream<String> models(FamilyEvidence evidence) {
        return evidence.sizesFit()
                ? Stream.concat(Stream.of(evidence.name()), evidence.sameAs().stream())
                : ModelCatalog.models().stream().filter(model -> evidence.families().contains(model.family())).map(CatalogModel::name);
    }

    private static List<ModuleFit> had(List<ModuleFit> unknown, String model, boolean withSizes) {
        ModuleLocator locator = ModelCatalog.locator(model);
        return unknown.stream().filter(fit -> {
            Optional<ModuleLocation> location =
                    locator.locate(fit.module().container(), fit.module().component(), fit.module().module(), fit.module().piece());
            return location.isPresent() && (!withSizes || fit.module().fits(location.get().weight()));
        }).toList();
    }
}
