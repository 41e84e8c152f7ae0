package dev.patchbay.basemodel;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an architecture: {@code {"name", "family", "component", "class", "tensor_count", "tensors": {"blocks.{}.w": {"shape": [4, 4],
 * "index": [[0, 29]]}}}}. Each {@code {}} of a name stands for every number of its range, both ends included.
 */
public final class ArchitectureJson {

    public static final String PLACEHOLDER = "{}";

    /** Real models have some thousands; a file with more is rejected. */
    private static final int MOST_TENSORS = 200_000;

    private static final int MOST_DIMENSIONS = 8;

    private final String place;
    private final Map<String, Shape> tensors = new LinkedHashMap<>();

    private ArchitectureJson(String place) {
        this.place = place;
    }

    /**
     * @param place name of the file, for the sentence that says what is wrong with it
     * @throws CheckpointException if it is not JSON, or a field is missing or has a wrong type
     */
    public static Architecture read(String json, String place) throws CheckpointException {
        return read(root(json, place), place);
    }

    public static JsonNode root(String json, String place) throws CheckpointException {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw new CheckpointException(Message.of("basemodel.description.notJson", place), e);
        }
    }

    public static Architecture read(JsonNode root, String place) throws CheckpointException {
        Map<String, Shape> tensors = new ArchitectureJson(place).tensors(root.path("tensors"));
        return new Architecture(
                text(root, "name", place),
                text(root, "family", place),
                text(root, "component", place),
                root.path("class").asString(""),
                root.path("tensor_count").asInt(tensors.size()),
                tensors);
    }

    private static String text(JsonNode root, String field, String place) throws CheckpointException {
        JsonNode node = root.path(field);
        if (!node.isString() || node.asString().isBlank()) {
            throw new CheckpointException(Message.of("basemodel.description.field", place, field));
        }
        return node.asString();
    }

    private Map<String, Shape> tensors(JsonNode entries) throws CheckpointException {
        if (!entries.isObject() || entries.isEmpty()) {
            throw new CheckpointException(Message.of("basemodel.description.field", place, "tensors"));
        }
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            String name = entry.getKey();
            List<Long> sizes = longs(name, entry.getValue().path("shape"));
            if (sizes.size() > MOST_DIMENSIONS) {
                throw broken(name);
            }
            expand(name, name, ranges(name, entry.getValue().path("index")), 0, Shape.of(sizes));
        }
        return tensors;
    }

    /** Puts every name that {@code name} stands for into the map; {@code entry} is the name as it is written. */
    private void expand(String entry, String name, List<List<Long>> ranges, int next, Shape shape) throws CheckpointException {
        int at = name.indexOf(PLACEHOLDER);
        if (at < 0 != (next == ranges.size())) {
            throw broken(entry);
        }
        if (at < 0) {
            tensors.put(name, shape);
            if (tensors.size() > MOST_TENSORS) {
                throw new CheckpointException(Message.of("basemodel.description.tooMany", place, MOST_TENSORS));
            }
            return;
        }
        for (long i = ranges.get(next).getFirst(); i <= ranges.get(next).getLast(); i++) {
            expand(entry, name.substring(0, at) + i + name.substring(at + PLACEHOLDER.length()), ranges, next + 1, shape);
        }
    }

    private List<List<Long>> ranges(String name, JsonNode index) throws CheckpointException {
        List<List<Long>> ranges = new ArrayList<>();
        for (JsonNode range : index) {
            List<Long> ends = longs(name, range);
            if (ends.size() != 2 || ends.getFirst() > ends.getLast() || ends.getLast() > MOST_TENSORS || ranges.size() >= MOST_DIMENSIONS) {
                throw broken(name);
            }
            ranges.add(ends);
        }
        return ranges;
    }

    private List<Long> longs(String name, JsonNode array) throws CheckpointException {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : array) {
            if (!number.canConvertToLong() || number.asLong() < 0 || numbers.size() > MOST_DIMENSIONS) {
                throw broken(name);
            }
            numbers.add(number.asLong());
        }
        if (!array.isArray()) {
            throw broken(name);
        }
        return numbers;
    }

    private CheckpointException broken(String name) {
        return new CheckpointException(Message.of("basemodel.description.tensor", place, name));
    }
}
