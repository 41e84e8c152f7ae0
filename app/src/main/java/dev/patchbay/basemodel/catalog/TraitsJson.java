package dev.patchbay.basemodel.catalog;

import dev.patchbay.resource.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code traits.json}: what may tell the models of a family apart, and in which layers it is seen. */
final class TraitsJson {

    private TraitsJson() {}

    /**
     * @param measure {@code in}, {@code out}, {@code blocks} or {@code has}
     * @param kinds of layers; the first that a model has counts
     */
    record Trait(String name, String measure, List<String> kinds) {}

    static List<Trait> read() {
        List<Trait> traits = new ArrayList<>();
        for (JsonNode one : JsonMapper.shared().readTree(Resources.text(TraitsJson.class, "traits.json")).get("traits")) {
            traits.add(new Trait(
                    one.get("name").asString(),
                    one.get("measure").asString(),
                    StreamSupport.stream(one.get("kinds").spliterator(), false).map(JsonNode::asString).toList()));
        }
        return List.copyOf(traits);
    }
}
