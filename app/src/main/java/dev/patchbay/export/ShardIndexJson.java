package dev.patchbay.export;

import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the index of a sharded checkpoint: {@code {"metadata": {"total_size": …}, "weight_map": {tensor: file}}}. */
final class ShardIndexJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ShardIndexJson() {}

    static String write(long bytes, Map<String, String> weightMap) {
        ObjectNode root = MAPPER.createObjectNode();
        root.putObject("metadata").put("total_size", bytes);
        ObjectNode map = root.putObject("weight_map");
        weightMap.forEach(map::put);
        return MAPPER.writeValueAsString(root);
    }
}
