package dev.patchbay.basemodel.naming;

import dev.patchbay.tensor.name.NamePattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a naming scheme: {@code {"namespaces": {"native": {"name": "module", "fused": ["q", "k", "v"], "swapped": {"chunks": 2, "into":
 * {"module": [1, 0]}}, "by head": {"turn": 128, "into": ["q", "k", "v"]}, "one of": {"either": […]}}}}}. Beside the namespaces may stand
 * {@code "components": {"connectors": {"native": {…}}}}, {@code "infixes": {"diffsynth": "default"}} and {@code "words": {"resnet":
 * {"in_layers.2": "conv1"}}}: a name with a word in it stands for one name for each of its meanings.
 */
final class NativeNamesJson {

    private final Map<String, Map<String, String>> words = new LinkedHashMap<>();

    private NativeNamesJson(JsonNode root) {
        root.path("words").forEachEntry((word, meanings) -> words.put("{" + word + "}", strings(meanings)));
    }

    /** {@code {"schemes": {"chroma": "flux"}, "shared": {"unet": ["stable-diffusion", …]}, "none": "unknown"}}. */
    static SchemeFamilies families(String json) {
        JsonNode root = JsonMapper.shared().readTree(json);
        Map<String, Set<String>> shared = new LinkedHashMap<>();
        root.get("shared").forEachEntry((scheme, families) -> shared.put(scheme, Set.copyOf(names(families))));
        return new SchemeFamilies(strings(root.get("schemes")), shared, root.get("none").asString());
    }

    static NamingScheme read(String name, String json) {
        JsonNode root = JsonMapper.shared().readTree(json);
        NativeNamesJson reader = new NativeNamesJson(root);
        Map<String, List<NativeLink>> links = new LinkedHashMap<>();
        links.put("", reader.links(root.get("namespaces")));
        root.path("components").forEachEntry((component, namespaces) -> links.put(component, reader.links(namespaces)));
        return new NamingScheme(name, links, strings(root.path("infixes")));
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new LinkedHashMap<>();
        object.forEachEntry((key, value) -> strings.put(key, value.asString()));
        return strings;
    }

    private List<NativeLink> links(JsonNode namespaces) {
        List<NativeLink> links = new ArrayList<>();
        namespaces.forEachEntry((namespace, entries) ->
                entries.forEachEntry((name, target) -> links(namespace, name, target).forEach(links::add)));
        return links;
    }

    private Stream<NativeLink> links(String namespace, String name, JsonNode target) {
        for (Map.Entry<String, Map<String, String>> word : words.entrySet()) {
            if (name.contains(word.getKey())) {
                String module = target.asString();
                return word.getValue().entrySet().stream()
                        .map(pair -> link(
                                namespace,
                                name.replace(word.getKey(), pair.getKey()),
                                List.of(module.replace(word.getKey(), pair.getValue())),
                                RowOrder.FOLLOWING));
            }
        }
        return target.has("either")
                ? target.get("either").valueStream().flatMap(one -> links(namespace, name, one))
                : Stream.of(link(namespace, name, target));
    }

    private static NativeLink link(String namespace, String name, JsonNode target) {
        if (!target.isObject()) {
            return link(namespace, name, target.isArray() ? names(target) : List.of(target.asString()), RowOrder.FOLLOWING);
        }
        if (target.has("turn")) {
            return link(namespace, name, names(target.get("into")), RowOrder.turns(target.get("turn").asLong()));
        }
        List<String> modules = new ArrayList<>();
        List<List<Integer>> rows = new ArrayList<>();
        target.get("into").forEachEntry((module, chunks) -> {
            modules.add(module);
            rows.add(StreamSupport.stream(chunks.spliterator(), false).map(JsonNode::asInt).toList());
        });
        return link(namespace, name, modules, RowOrder.chunks(target.get("chunks").asInt(), target.path("ratio").asInt(0), rows));
    }

    private static List<String> names(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static NativeLink link(String namespace, String name, List<String> modules, RowOrder rows) {
        return new NativeLink(namespace, NamePattern.of(name), modules.stream().map(NamePattern::of).toList(), rows);
    }
}
