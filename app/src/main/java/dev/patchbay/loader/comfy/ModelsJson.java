package dev.patchbay.loader.comfy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.resource.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code models.json}: ComfyUI's class of each family, and what its key maps have for it. */
final class ModelsJson {

    private static final JsonNode ROOT = JsonMapper.shared().readTree(Resources.text(ModelsJson.class, "models.json"));

    private ModelsJson() {}

    /** The version that was run. */
    static String version() {
        return ROOT.path("version").asString();
    }

    /** Empty if ComfyUI has no such model, or none that is known here. */
    static Optional<ModelClass> find(BaseModel base) {
        return Optional.ofNullable(ROOT.path("models").get(base.name()))
                .or(() -> Optional.ofNullable(ROOT.path("families").get(base.family())))
                .map(name -> read(ROOT.path("classes").path(name.asString())));
    }

    /**
     * ComfyUI's class of a model that has ComfyUI's names: the first whose mark is there, as {@code detect_unet_config} looks for them.
     * Empty if none is.
     */
    static Optional<ModelClass> detect(Set<String> names) {
        return ROOT.path("marks").valueStream()
                .filter(mark -> names.containsAll(texts(mark.path("has"))))
                .findFirst()
                .map(mark -> read(ROOT.path("classes").path(mark.path("class").asString())));
    }

    private static ModelClass read(JsonNode node) {
        return new ModelClass(
                node.path("version").asString(version()),
                texts(node.path("namespaces")),
                Optional.ofNullable(node.get("parameters")).map(ModelsJson::replacements),
                texts(node.path("lacks")),
                replacements(node.path("loads")),
                texts(node.path("own")),
                replacements(node.path("spelled")),
                node.path("under").asString(""),
                node.path("tables").valueStream()
                        .map(table -> new ModelClass.Names(table.path("table").asString(), texts(table.path("forms"))))
                        .toList());
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static List<Replacement> replacements(JsonNode object) {
        List<Replacement> replacements = new ArrayList<>();
        object.forEachEntry((from, to) -> replacements.add(new Replacement(from, to.asString())));
        return replacements;
    }
}
