package dev.patchbay.basemodel.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the index of the catalogue: {@code {"models": {"name": {"title", "family", "components": {"component": "architecture"}, "same":
 * {"alias": "title"}}}, "without_dictionary": {"name": "title"}}}.
 */
final class CatalogIndexJson {

    private CatalogIndexJson() {}

    /**
     * What the index says.
     *
     * @param models by name, aliases behind the model that they are the same as
     * @param withoutDictionary titles of models that are known by name only, by name
     */
    record CatalogIndex(Map<String, CatalogModel> models, Map<String, String> withoutDictionary) {}

    static CatalogIndex read(String json) {
        JsonNode root = JsonMapper.shared().readTree(json);
        Map<String, CatalogModel> models = new LinkedHashMap<>();
        root.get("models").forEachEntry((name, entry) -> add(name, entry, models));
        return new CatalogIndex(models, texts(root.get("without_dictionary")));
    }

    private static void add(String original, JsonNode entry, Map<String, CatalogModel> models) {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put(original, entry.get("title").asString());
        titles.putAll(texts(entry.path("same")));
        Map<String, String> components = texts(entry.get("components"));
        String family = entry.get("family").asString();
        titles.forEach((name, title) -> {
            List<String> others = new ArrayList<>(titles.keySet());
            others.remove(name);
            models.put(name, new CatalogModel(name, title, family, components, original, others));
        });
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEachEntry((name, text) -> texts.put(name, text.asString()));
        return texts;
    }
}
