package dev.patchbay.basemodel.naming;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the last words of attention layers: {@code {"pieces": [["to_q", "to_k", "to_v"]], "fused": ["qkv"], "outputs": ["out"]}}. */
final class FusedLayersJson {

    private FusedLayersJson() {}

    /**
     * @param pieces words for q, k and v, in this order
     * @param fused words for the layer that is all three
     * @param outputs words for the layer behind them
     */
    record Words(List<List<String>> pieces, List<String> fused, List<String> outputs) {}

    static Words read(String json) {
        JsonNode root = JsonMapper.shared().readTree(json);
        List<List<String>> pieces = StreamSupport.stream(root.get("pieces").spliterator(), false).map(FusedLayersJson::words).toList();
        return new Words(pieces, words(root.get("fused")), words(root.get("outputs")));
    }

    private static List<String> words(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
    }
}
