package dev.patchbay.basemodel;

import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an architecture file: {@code {"name", "family", "component", "class", "tensor_count", "tensors": {"blocks.{}.w": {"shape": [4, 4],
 * "index": [[0, 29]]}}}}. Each {@code {}} of a name stands for every number of its range, both ends included.
 */
final class ArchitectureJson {

    private static final String PLACEHOLDER = "{}";

    private ArchitectureJson() {}

    /** @throws IllegalArgumentException if a name has more placeholders than ranges, or fewer */
    static Architecture read(String json) {
        JsonNode root = JsonMapper.shared().readTree(json);
        Map<String, Shape> tensors = new LinkedHashMap<>();
        root.get("tensors").forEachEntry((name, entry) -> {
            Shape shape = Shape.of(longs(entry.get("shape")));
            expand(name, ranges(entry), 0).forEach(full -> tensors.put(full, shape));
        });
        return new Architecture(
                root.get("name").asString(),
                root.get("family").asString(),
                root.get("component").asString(),
                root.get("class").asString(),
                root.get("tensor_count").asInt(),
                tensors);
    }

    private static List<String> expand(String name, List<List<Long>> ranges, int next) {
        int at = name.indexOf(PLACEHOLDER);
        if (at < 0 != (next == ranges.size())) {
            throw new IllegalArgumentException(name + " has another number of placeholders than ranges");
        }
        if (at < 0) {
            return List.of(name);
        }
        List<String> names = new ArrayList<>();
        for (long i = ranges.get(next).getFirst(); i <= ranges.get(next).getLast(); i++) {
            names.addAll(expand(name.substring(0, at) + i + name.substring(at + PLACEHOLDER.length()), ranges, next + 1));
        }
        return names;
    }

    private static List<List<Long>> ranges(JsonNode entry) {
        List<List<Long>> ranges = new ArrayList<>();
        entry.path("index").forEach(range -> ranges.add(longs(range)));
        return ranges;
    }

    private static List<Long> longs(JsonNode array) {
        List<Long> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asLong()));
        return numbers;
    }
}
