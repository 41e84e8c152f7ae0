package dev.patchbay.checkpoint.quantised;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the formats of layers: {@code {"format": "float8_e4m3fn", …}} in a tensor {@code comfy_quant}, or for all layers under
 * {@code _quantization_metadata} of the file.
 *
 * @see <a href="https://github.com/Comfy-Org/ComfyUI/blob/master/QUANTIZATION.md">ComfyUI's QUANTIZATION.md, and {@code
 *     _load_quantized_module} of {@code comfy/ops.py}</a>
 */
final class LayerFormatJson {

    /** Entry of a file's metadata. */
    static final String METADATA = "_quantization_metadata";

    private LayerFormatJson() {}

    /** Empty if the text is no JSON object. */
    static Optional<LayerFormat> read(byte[] json) {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            return root.isObject() ? Optional.of(format(root)) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** By module; none where the file's metadata does not say any, or is broken: the companions then speak for themselves. */
    static Map<String, LayerFormat> layers(Map<String, String> metadata) {
        String json = metadata.get(METADATA);
        if (json == null) {
            return Map.of();
        }
        try {
            Map<String, LayerFormat> layers = new LinkedHashMap<>();
            JsonMapper.shared().readTree(json).path("layers").forEachEntry((module, node) -> layers.put(module, format(node)));
            return layers;
        } catch (JacksonException e) {
            return Map.of();
        }
    }

    private static LayerFormat format(JsonNode node) {
        boolean rotated = node.path("convrot").asBoolean(node.path("params").path("convrot").asBoolean(false));
        return new LayerFormat(node.path("format").asString(""), rotated);
    }
}
