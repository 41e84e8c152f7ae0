package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The modules of a base that an adapter's module changes.
 *
 * @param component of the base
 * @param modules one, or those that the adapter's module is fused from
 * @param weight shape of the weight that the adapter's module changes; for a fused one with the rows of all modules
 * @param nativeName the foreign name that led here; empty for the base's own
 */
public record ModuleLocation(
        String component, Naming naming, List<LinkedModule> modules, Shape weight, Optional<NativeModule> nativeName) {

    public ModuleLocation {
        modules = List.copyOf(modules);
    }

    static ModuleLocation of(String component, Naming naming, ModuleInfo info) {
        Shape weight = info.weight();
        List<RowRange> all = weight.dimensions() == 0 ? List.of() : List.of(new RowRange(0, weight.size(0)));
        return new ModuleLocation(component, naming, List.of(new LinkedModule(info, all)), weight, Optional.empty());
    }

    static ModuleLocation of(String component, Naming naming, NativeModule module) {
        return new ModuleLocation(component, naming, module.modules(), module.weight(), Optional.of(module));
    }

    /** The same modules, found by another kind of name. */
    ModuleLocation as(Naming other) {
        return new ModuleLocation(component, other, modules, weight, nativeName);
    }

    /** True if one adapter module changes several modules of the base. */
    public boolean isFused() {
        return modules.size() > 1;
    }

    /** True for a layer that a low-rank adapter can change. */
    public boolean adaptable() {
        return weight.dimensions() >= 2;
    }
}
