package dev.patchbay.basemodel.catalog;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the class of a model from its {@code config.json}. */
public final class ModelConfigJson {

    private ModelConfigJson() {}

    /** {@code _class_name} as diffusers writes it, or the first of transformers' {@code architectures}; empty if neither is there. */
    public static Optional<String> className(String json) {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            JsonNode name = root.path("_class_name").isString() ? root.path("_class_name") : root.path("architectures").path(0);
            return name.isString() ? Optional.of(name.asString()) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
