package dev.patchbay.basemodel.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Reads the index of the catalogue: {@code {"models": {"name": {"component": "architecture", …}}}}. */
final class CatalogIndexJson {

    private CatalogIndexJson() {}

    /** Architecture by component, by model; both in the order of the file. */
    static Map<String, Map<String, String>> read(String json) {
        Map<String, Map<String, String>> models = new LinkedHashMap<>();
        JsonMapper.shared().readTree(json).get("models").forEachEntry((model, entry) -> {
            Map<String, String> components = new LinkedHashMap<>();
            entry.forEachEntry((component, architecture) -> components.put(component, architecture.asString()));
            models.put(model, components);
        });
        return models;
    }
}
