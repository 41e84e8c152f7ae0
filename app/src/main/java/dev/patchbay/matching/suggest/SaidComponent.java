package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.part.AdapterKey;
import java.util.List;
import java.util.Optional;

/** Which components of a base a name of the file can be for: what the name itself says has the last word. */
final class SaidComponent {

    private static final String TEXT_ENCODER = "text_encoder";

    private SaidComponent() {}

    /** The one that the name says, none if the base lacks it; all of them if the name says none. */
    static List<ModuleDictionary> of(ForeignModule module, BaseModel base) {
        Optional<AdapterKey> key = module.key();
        if (key.isEmpty()) {
            return base.components();
        }
        boolean encoder = AdapterKey.encoderNumber(key.get().container()).isPresent() || key.get().isByKind();
        if (encoder) {
            return base.components().stream().filter(one -> one.component().startsWith(TEXT_ENCODER)).toList();
        }
        return key.get().component().isEmpty() ? base.components() : base.component(key.get().component()).stream().toList();
    }
}
