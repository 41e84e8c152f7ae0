package dev.patchbay.export.adapter;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.AdapterFamilies;
import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.basemodel.naming.TextEncoders;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * The text encoders that an adapter's modules are in, and by which release of transformers their layers are called in the new file.
 *
 * @param known of the base, else of a catalogue model of its family; empty where the family is not known
 */
record AdapterEncoders(Optional<TextEncoders> known, ClipNames clip) {

    /** @param modules of the adapter, which tell the family where there is no base */
    static AdapterEncoders of(Optional<BaseModel> base, Collection<AdapterModule> modules, ClipNames clip) {
        Optional<TextEncoders> own = base.map(TextEncoders::new).filter(one -> !one.isEmpty());
        boolean wanted = modules.stream().anyMatch(module -> TextEncoders.isEncoder(module.component()));
        return new AdapterEncoders(own.isPresent() || !wanted ? own : ofFamily(base, modules), clip);
    }

    private static Optional<TextEncoders> ofFamily(Optional<BaseModel> base, Collection<AdapterModule> modules) {
        Optional<String> family = base.map(BaseModel::family).filter(one -> !one.equals(AdapterFamily.UNKNOWN));
        return ModelCatalog.models().stream()
                .filter(model -> family.isPresent() && model.family().equals(family.get()))
                .map(CatalogModel::name)
                .findFirst()
                .or(() -> family.isPresent() ? Optional.empty() : guessed(modules))
                .flatMap(ModelCatalog::find)
                .map(TextEncoders::new);
    }

    private static Optional<String> guessed(Collection<AdapterModule> modules) {
        return AdapterFamilies.rank(modules.stream()
                        .filter(module -> !TextEncoders.isEncoder(module.component()))
                        .map(AdapterModule::size)
                        .toList())
                .best()
                .map(FamilyEvidence::name);
    }

    /** The module under the name that the program has for it. */
    String name(String component, String module) {
        return known.map(one -> one.module(component, module, clip)).orElse(module);
    }

    /** The release whose names the new file has, if there are modules that releases call differently. */
    Optional<ClipNames> chosen(Set<String> components) {
        return known.filter(one -> components.stream().anyMatch(one::isReleaseDependent)).map(one -> clip);
    }
}
