package dev.patchbay.matching.names;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Finds modules of a base model by their own names, after any prefix, written with dots or flattened with underscores. */
public record ModuleIndex(BaseModel base) {

    /** A module and the name of its component. */
    public record ModuleAddress(String component, ModuleInfo module) {}

    /** The module of this shape with whose name the given name ends; the longest such end decides. */
    public Optional<ModuleAddress> named(String name, Shape weight) {
        return named(name, weight, base.components());
    }

    /** As {@link #named(String, Shape)}, in some components only. */
    public Optional<ModuleAddress> named(String name, Shape weight, List<ModuleDictionary> components) {
        for (int from = 0; from >= 0; from = next(name, from)) {
            String end = name.substring(from);
            for (ModuleDictionary dictionary : components) {
                Optional<ModuleInfo> module = dictionary.module(end).or(() -> dictionary.flattened(end));
                if (module.isPresent() && module.get().weight().equals(weight)) {
                    return Optional.of(new ModuleAddress(dictionary.component(), module.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Start of the next word; -1 after the last. */
    private static int next(String name, int from) {
        for (int i = from; i < name.length() - 1; i++) {
            if (name.charAt(i) == '.' || name.charAt(i) == '_') {
                return i + 1;
            }
        }
        return -1;
    }

    /**
     * The same for the name of a tensor: up to three segments at its end may be the part ({@code lora_A.weight}) rather than the module.
     */
    public Optional<ModuleAddress> tensor(String name, Shape weight) {
        String module = name;
        for (int cut = 0; cut < 3 && module.indexOf('.') > 0; cut++) {
            module = module.substring(0, module.lastIndexOf('.'));
            Optional<ModuleAddress> place = named(module, weight);
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }
}
