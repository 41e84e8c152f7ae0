package dev.patchbay.export.adapter;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.AdapterFamilies;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.ModuleSize;
import dev.patchbay.loader.config.CanonicalModule;
import java.util.List;
import java.util.Optional;

/**
 * The model family that an adapter was made for.
 *
 * @param base its family counts where it is known; otherwise the modules' names and sizes decide
 */
record AdapterFamily(Optional<BaseModel> base) {

    static final String UNKNOWN = "unknown";

    String of(List<CanonicalModule> modules) {
        return base.map(BaseModel::family).filter(family -> !family.equals(UNKNOWN)).orElseGet(() -> guessed(modules));
    }

    private static String guessed(List<CanonicalModule> modules) {
        List<ModuleSize> sizes = modules.stream()
                .filter(module -> !module.component().startsWith("text_encoder"))
                .map(CanonicalModule::module)
                .map(module -> new ModuleSize(module.module(), module.inputs(), module.outputs()))
                .toList();
        return AdapterFamilies.rank(sizes).bestOrNearest().map(FamilyEvidence::family).orElse(UNKNOWN);
    }
}
