package dev.patchbay.loader.peft;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.resource.Resources;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code other-modules.json}: which modules of a model are no layers, though its tensors do not tell. */
final class OtherModulesJson {

    private static final JsonNode ROOT = JsonMapper.shared().readTree(Resources.text(OtherModulesJson.class, "other-modules.json"));

    private static final String ENCODER = "text_encoder";

    private OtherModulesJson() {}

    /** None of a model that is not listed. */
    static OtherModules of(String family, ModuleDictionary dictionary) {
        String component = dictionary.component();
        JsonNode known = component.startsWith(ENCODER) ? ROOT.path("encoders") : ROOT.path("families").path(family).path(component);
        return new OtherModules(
                names(known.path("bare")),
                names(known.path("embeddings")),
                names(known.path("matrices")),
                names(known.path("depthwise")));
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
