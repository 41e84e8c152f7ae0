package dev.patchbay.loader.diffusers;

import dev.patchbay.resource.Resources;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code families.json}: which class of diffusers loads adapters for a family, and what that class does. */
final class MixinJson {

    private static final JsonNode ROOT = JsonMapper.shared().readTree(Resources.text(MixinJson.class, "families.json"));

    private MixinJson() {}

    /**
     * Empty if diffusers has no loader for the model, or none that is known here.
     *
     * @param model name of the base; few are listed by it, most by their family
     */
    static Optional<Mixin> find(String model, String family) {
        JsonNode families = ROOT.path("families");
        return Optional.ofNullable(families.get(model)).or(() -> Optional.ofNullable(families.get(family)))
                .map(JsonNode::asString)
                .map(MixinJson::byName);
    }

    /** @param name of a class that the file lists */
    static Mixin byName(String name) {
        return mixin(name, ROOT.path("mixins").path(name));
    }

    private static Mixin mixin(String name, JsonNode node) {
        return new Mixin(
                name,
                node.path("components").valueStream().map(JsonNode::asString).toList(),
                texts(node.path("encoders")),
                texts(node.path("unprefixed")),
                node.path("magnitudes_last").asBoolean(false),
                node.path("any_name").asBoolean(false),
                pattern(node, "alphas"),
                node.path("expands").asBoolean(false),
                Optional.ofNullable(node.get("zeros")).map(MixinJson::zeros),
                converters(node.path("converters")));
    }

    private static List<Mixin.Choice> converters(JsonNode list) {
        return list.valueStream()
                .map(entry -> new Mixin.Choice(
                        entry.path("converter").asString(),
                        pattern(entry, "every"),
                        pattern(entry, "any"),
                        pattern(entry, "needs"),
                        pattern(entry, "none"),
                        entry.path("exclusive").asBoolean(false)))
                .toList();
    }

    private static Mixin.Zeros zeros(JsonNode node) {
        return new Mixin.Zeros(
                node.path("list").asString(),
                node.path("like").asString(),
                node.path("into").valueStream().map(JsonNode::asString).toList());
    }

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }

    private static Optional<Pattern> pattern(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asString).map(Pattern::compile);
    }
}
