package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import java.util.Optional;

/** Finds the module of a base model that an adapter module changes. */
public final class BaseTarget {

    private BaseTarget() {}

    /** Looked up by its name, or by its flattened name with underscores for dots. */
    public static Optional<ModuleInfo> of(BaseModel model, AdapterModule module) {
        return model.module(module.component(), module.module()).or(() -> module.component().isEmpty()
                ? model.main().flattened(module.module())
                : Optional.empty());
    }
}
