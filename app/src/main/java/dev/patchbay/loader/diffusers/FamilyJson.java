package dev.patchbay.loader.diffusers;

import dev.patchbay.resource.Resources;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code families.json}: which components diffusers' pipelines of a family load, and which names select which converter. */
final class FamilyJson {

    private static final JsonNode FAMILIES =
            JsonMapper.shared().readTree(Resources.text(FamilyJson.class, "families.json")).path("families");

    private FamilyJson() {}

    /** Components that a family's pipeline loads adapters into; empty where only its denoiser is. */
    static Set<String> components(String family) {
        return texts(FAMILIES.path(family).path("components"));
    }

    /** The converter that a file of these names sets off; empty for most. */
    static Optional<String> converter(String family, NameFacts names) {
        return FAMILIES.path(family).path("converters").valueStream()
                .filter(entry -> meets(entry, "every", names::all)
                        && meets(entry, "starts", prefixes -> prefixes.stream().anyMatch(names::any))
                        && meets(entry, "contains", parts -> parts.stream().anyMatch(names::anyContains)))
                .map(entry -> entry.path("converter").asString())
                .findFirst();
    }

    /** True if the entry has no such condition, or the names meet it. */
    private static boolean meets(JsonNode entry, String condition, Predicate<Set<String>> test) {
        return !entry.has(condition) || test.test(texts(entry.get(condition)));
    }

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }
}
