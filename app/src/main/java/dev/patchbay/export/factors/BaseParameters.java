package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.BareParameters;
import dev.patchbay.part.Part;
import java.util.Optional;

/** The parameters of a base that an adapter's differences change and that are no layer's weight, such as the modulation of a block. */
public final class BaseParameters {

    private final BareParameters parameters;

    public BaseParameters(BaseModel base) {
        this.parameters = new BareParameters(base.main());
    }

    /** Which part of a module is the difference of such a parameter; empty if none is. */
    public Optional<Part> part(AdapterModule module) {
        return name(module, Part.DIFF_MODULATION).map(name -> Part.DIFF_MODULATION)
                .or(() -> name(module, Part.DIFF).map(name -> Part.DIFF));
    }

    /** Full name in the base of the parameter that a part of a module changes; empty if the module or the base lacks it. */
    public Optional<String> name(AdapterModule module, Part part) {
        if (!module.parts().containsKey(part)) {
            return Optional.empty();
        }
        return part == Part.DIFF_MODULATION ? parameters.modulation(module.module()) : parameters.named(module.module());
    }
}
