package dev.patchbay.loader.kohya;

import dev.patchbay.part.Algorithm;
import dev.patchbay.resource.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code networks.json}: which of kohya's programs loads the adapters of a family, and how. */
final class NetworksJson {

    private static final JsonNode ROOT = JsonMapper.shared().readTree(Resources.text(NetworksJson.class, "networks.json"));

    private NetworksJson() {}

    /** Empty if neither program has the family. */
    static Optional<KohyaNetwork> find(String family) {
        JsonNode entry = ROOT.path("families").path(family);
        return entry.isMissingNode() ? Optional.empty() : Optional.of(network(entry));
    }

    private static KohyaNetwork network(JsonNode entry) {
        JsonNode kind = ROOT.path("kinds").path(entry.path("kind").asString());
        return new KohyaNetwork(
                kind.path("program").asString(),
                KohyaWay.valueOf(kind.path("way").asString()),
                Set.copyOf(strings(entry.path("names"))),
                strings(kind.path("prefixes")),
                Pattern.compile(entry.path("layers").asString("")),
                kind.path("alphaNeeded").asBoolean(),
                strings(kind.path("algorithms")).stream().map(Algorithm::valueOf).collect(Collectors.toUnmodifiableSet()),
                encoders(entry.path("encoders")),
                patterns(entry.path("converts")),
                Pattern.compile(entry.path("convertsWhen").asString("")),
                entry.path("convertsAll").asBoolean(),
                strings(entry.path("dotted")));
    }

    private static Map<String, Pattern> encoders(JsonNode encoders) {
        Map<String, Pattern> layers = new HashMap<>();
        encoders.forEachEntry((prefix, kind) ->
                layers.put(prefix, Pattern.compile(ROOT.path("encoders").path(kind.asString()).asString())));
        return layers;
    }

    private static Map<String, Pattern> patterns(JsonNode object) {
        Map<String, Pattern> patterns = new HashMap<>();
        object.forEachEntry((name, expression) -> patterns.put(name, Pattern.compile(expression.asString())));
        return patterns;
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
    }
}
