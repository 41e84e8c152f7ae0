package dev.patchbay.generation;

import dev.patchbay.resource.Resources;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code adapter-names.json}: which settings the names of adapter files speak of. */
final class AdapterNamesJson {

    private static final JsonNode FILE = JsonMapper.shared().readTree(Resources.text(AdapterNamesJson.class, "adapter-names.json"));

    private AdapterNamesJson() {}

    /** Words of distilled adapters, and the settings that they are made for. */
    static List<DistilledSettings.Known> distilled() {
        return FILE.path("distilled").valueStream()
                .map(known -> new DistilledSettings.Known(
                        word(known.path("name").asString()),
                        Pattern.compile(known.path("pipelines").asString()),
                        new DistilledSettings(known.path("steps").asInt(), 1, known.path("shift").asDouble())))
                .toList();
    }

    /** Not inside another word. */
    private static Pattern word(String pattern) {
        return Pattern.compile("(?i)(?<![a-z])(?:" + pattern + ")(?![a-z])");
    }
}
