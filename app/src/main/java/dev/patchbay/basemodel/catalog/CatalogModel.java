package dev.patchbay.basemodel.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model of the catalogue, before any of its dictionaries is read.
 *
 * @param name {@code flux.1-dev}
 * @param title what people call it: {@code FLUX.1 [dev]}
 * @param family {@code flux}
 * @param components name of the architecture file by component; the first is the one adapters are usually made for
 * @param original the model whose dictionaries these are: itself, or the one that it has the same modules and sizes as
 * @param same all other models with the same modules and sizes, the original first
 */
public record CatalogModel(
        String name, String title, String family, Map<String, String> components, String original, List<String> same) {

    public CatalogModel {
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
        same = List.copyOf(same);
    }

    /** True if another model was there first, with the same modules and sizes. */
    public boolean isAlias() {
        return !original.equals(name);
    }

    /** Name of the architecture file of the denoiser. */
    public String denoiser() {
        return components.values().iterator().next();
    }
}
