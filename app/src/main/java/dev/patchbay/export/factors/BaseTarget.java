package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import java.util.Optional;

/** The module of a base model that a module of an adapter changes. */
public final class BaseTarget {

    private BaseTarget() {}

    /** Under its name, or, where dots became underscores, by looking that up. */
    public static Optional<ModuleInfo> of(BaseModel model, AdapterModule module) {
        return model.module(module.component(), module.module()).or(() -> module.component().isEmpty()
                ? model.main().flattened(module.module())
                : Optional.empty());
    }
}
