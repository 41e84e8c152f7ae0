package dev.patchbay.inspection.origin;

import dev.patchbay.resource.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code origins.json}. */
final class OriginsJson {

    private OriginsJson() {}

    static List<Sign> read() {
        List<Sign> signs = new ArrayList<>();
        JsonMapper.shared().readTree(Resources.text(OriginsJson.class, "origins.json")).path("origins").forEach(origin ->
                signs.add(sign(origin)));
        return List.copyOf(signs);
    }

    private static Sign sign(JsonNode origin) {
        List<String> families = origin.path("families").valueStream().map(JsonNode::asString).toList();
        OptionalLong columns = origin.has("columns") ? OptionalLong.of(origin.path("columns").asLong()) : OptionalLong.empty();
        return new Sign(
                origin.path("id").asString(), families, pattern(origin, "name"), columns, pattern(origin, "metadata"),
                pattern(origin, "value"));
    }

    private static Optional<Pattern> pattern(JsonNode origin, String field) {
        return origin.path(field).stringValueOpt().map(text -> Pattern.compile(text, Pattern.DOTALL));
    }
}
