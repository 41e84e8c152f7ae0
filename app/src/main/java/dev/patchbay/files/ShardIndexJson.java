package dev.patchbay.files;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the index of a sharded checkpoint: {@code {"metadata": {"total_size": …}, "weight_map": {tensor: shard}}}. */
final class ShardIndexJson {

    private ShardIndexJson() {}

    /** @param files names of tensors by name of the shard */
    static String write(Map<String, List<String>> files, long bytes) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.putObject("metadata").put("total_size", bytes);
        Map<String, String> sorted = new TreeMap<>();
        files.forEach((file, tensors) -> tensors.forEach(tensor -> sorted.put(tensor, file)));
        ObjectNode weights = root.putObject("weight_map");
        sorted.forEach(weights::put);
        return root.toPrettyString();
    }
}
