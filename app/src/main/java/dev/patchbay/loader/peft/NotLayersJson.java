package dev.patchbay.loader.peft;

import dev.patchbay.resource.Resources;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code not-layers.json}: which modules of a family have a matrix and are no layer. */
final class NotLayersJson {

    private static final JsonNode FAMILIES =
            JsonMapper.shared().readTree(Resources.text(NotLayersJson.class, "not-layers.json")).path("families");

    private NotLayersJson() {}

    /** Found in the names of such modules; empty for most families. */
    static Optional<Pattern> of(String family) {
        return FAMILIES.path(family).stringValueOpt().map(Pattern::compile);
    }
}
