package dev.patchbay.checkpoint.quantised;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Takes out of a model's {@code config.json} what makes diffusers 0.40 and transformers 5 quantise it while loading. */
final class ConfigJson {

    static final String FILE = "config.json";

    /** Entry of the configuration; files of ModelOpt and nunchaku have it in their metadata, too. */
    static final String QUANTISATION = "quantization_config";

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ConfigJson() {}

    /** The same text if it says nothing of quantisation, or is no JSON object. */
    static String unquantised(String json) {
        if (!json.contains(QUANTISATION)) {
            return json;
        }
        try {
            JsonNode root = MAPPER.readTree(json);
            boolean found = root instanceof ObjectNode object && object.remove(QUANTISATION) != null;
            return found ? MAPPER.writeValueAsString(root) + "\n" : json;
        } catch (JacksonException e) {
            return json;
        }
    }
}
