package dev.patchbay.inspection.origin;

import dev.patchbay.part.Part;
import dev.patchbay.resource.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
        return new Sign(
                origin.path("id").asString(),
                origin.path("families").valueStream().map(JsonNode::asString).toList(),
                pattern(origin, "name"),
                pattern(origin, "module"),
                sizes(origin, "inputs"),
                sizes(origin, "outputs"),
                origin.path("parts").valueStream().map(JsonNode::asString).map(Part::valueOf).collect(Collectors.toSet()),
                origin.path("infix").stringValueOpt(),
                origin.path("beside").asString("").equals("pairs"),
                pattern(origin, "metadata"),
                pattern(origin, "value"));
    }

    private static Set<Long> sizes(JsonNode origin, String field) {
        return origin.path(field).valueStream().map(JsonNode::asLong).collect(Collectors.toSet());
    }

    private static Optional<Pattern> pattern(JsonNode origin, String field) {
        return origin.path(field).stringValueOpt().map(text -> Pattern.compile(text, Pattern.DOTALL));
    }
}
