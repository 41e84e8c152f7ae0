package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Modules of a file whose names are known, so that what they look like does not count: the base has that very module, or the layer in
 * fewer blocks, or a model of its family has it. Why such a module does not arrive is another matter: its size, a missing half, another
 * module of the file that is there already.
 */
final class KnownNames {

    private final BaseModel base;
    private final ModuleLocator locator;
    private final List<ModuleLocator> relatives;

    KnownNames(BaseModel base, ModuleLocator locator) {
        this.base = base;
        this.locator = locator;
        this.relatives = ModelCatalog.models().stream()
                .filter(model -> model.family().equals(base.family()) && !model.name().equals(base.name()))
                .map(CatalogModel::name)
                .map(ModelCatalog::locator)
                .toList();
    }

    /** How a name is known. */
    enum Kind { UNKNOWN, OF_THE_BASE, BEYOND_ITS_BLOCKS, OF_A_RELATIVE }

    Kind of(ForeignModule module) {
        Optional<AdapterKey> key = module.key();
        if (key.isEmpty()) {
            return Kind.UNKNOWN;
        }
        String name = key.get().module();
        if (locate(locator, key.get(), name).isPresent()) {
            return Kind.OF_THE_BASE;
        }
        if (isBeyond(key.get())) {
            return Kind.BEYOND_ITS_BLOCKS;
        }
        return relatives.stream().anyMatch(model -> locate(model, key.get(), name).isPresent()) ? Kind.OF_A_RELATIVE : Kind.UNKNOWN;
    }

    private static Optional<ModuleLocation> locate(ModuleLocator model, AdapterKey key, String module) {
        return model.locateByShapes(key.container(), key.component(), module, key.piece(), key.infix());
    }

    /** True if the base has the layer in its first block, and no block of this number. */
    private boolean isBeyond(AdapterKey key) {
        NameForm form = NameForm.of(key.module());
        if (form.numbers().isEmpty()) {
            return false;
        }
        List<Integer> numbers = new ArrayList<>(form.numbers());
        int block = numbers.set(0, 0);
        return locate(locator, key, form.withNumbers(numbers))
                .filter(first -> block > last(first).orElse(Integer.MAX_VALUE))
                .isPresent();
    }

    /** The highest number that stands where the block of this module does. */
    private OptionalInt last(ModuleLocation first) {
        NameForm form = NameForm.of(first.modules().getFirst().module().name());
        if (form.numbers().isEmpty()) {
            return OptionalInt.empty();
        }
        String prefix = form.prefix(0);
        ModuleDictionary dictionary = base.component(first.component()).orElseGet(base::main);
        return dictionary.modules().stream()
                .filter(module -> module.name().startsWith(prefix))
                .map(module -> NameForm.of(module.name()))
                .filter(other -> other.axisAfter(prefix) == 0)
                .mapToInt(other -> other.numbers().getFirst())
                .max();
    }
}
