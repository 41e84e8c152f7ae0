package dev.patchbay.export;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import java.util.Optional;

/** The module of a base model that a module of an adapter changes. */
final class BaseTarget {

    private BaseTarget() {}

    /** Under its name, or, where dots became underscores, by looking that up. */
    static Optional<ModuleInfo> of(BaseModel model, AdapterModule module) {
        return model.module(module.component(), module.module()).or(() -> module.component().isEmpty()
                ? model.main().flattened(module.module())
                : Optional.empty());
    }
}
