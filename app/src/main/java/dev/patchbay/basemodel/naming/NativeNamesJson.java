package dev.patchbay.basemodel.naming;

import dev.patchbay.tensor.name.NamePattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a family's names: {@code {"family", "words": {"resnet": {"in_layers.2": "conv1"}}, "namespaces": {"native": {"name": "module",
 * "fused": ["q", "k", "v"], "swapped": {"chunks": 2, "into": {"module": [1, 0]}}}}}}. A link with a word in it stands for one link for each
 * of its meanings.
 */
final class NativeNamesJson {

    private NativeNamesJson() {}

    /** Naming schemes by family: {@code {"schemes": {"chroma": "flux"}}}. */
    static Map<String, String> schemes(String json) {
        Map<String, String> schemes = new LinkedHashMap<>();
        JsonMapper.shared().readTree(json).get("schemes").forEachEntry((family, scheme) -> schemes.put(family, scheme.asString()));
        return schemes;
    }

    static List<NativeLink> read(String json) {
        JsonNode root = JsonMapper.shared().readTree(json);
        Map<String, Map<String, String>> words = new LinkedHashMap<>();
        root.path("words").forEachEntry((word, meanings) -> {
            Map<String, String> pairs = new LinkedHashMap<>();
            meanings.forEachEntry((name, module) -> pairs.put(name, module.asString()));
            words.put("{" + word + "}", pairs);
        });
        List<NativeLink> links = new ArrayList<>();
        root.get("namespaces").forEachEntry((namespace, entries) ->
                entries.forEachEntry((name, target) -> links.addAll(links(namespace, name, target, words))));
        return links;
    }

    private static List<NativeLink> links(String namespace, String name, JsonNode target, Map<String, Map<String, String>> words) {
        for (Map.Entry<String, Map<String, String>> word : words.entrySet()) {
            if (name.contains(word.getKey())) {
                String module = target.asString();
                return word.getValue().entrySet().stream()
                        .map(pair -> link(
                                namespace,
                                name.replace(word.getKey(), pair.getKey()),
                                List.of(module.replace(word.getKey(), pair.getValue()))))
                        .toList();
            }
        }
        if (target.isObject()) {
            return List.of(chunked(namespace, name, target));
        }
        List<String> modules = target.isArray()
                ? StreamSupport.stream(target.spliterator(), false).map(JsonNode::asString).toList()
                : List.of(target.asString());
        return List.of(link(namespace, name, modules));
    }

    private static NativeLink link(String namespace, String name, List<String> modules) {
        List<List<Integer>> rows = modules.stream().map(module -> List.<Integer>of()).toList();
        return new NativeLink(namespace, NamePattern.of(name), modules.stream().map(NamePattern::of).toList(), 0, rows);
    }

    private static NativeLink chunked(String namespace, String name, JsonNode target) {
        List<NamePattern> modules = new ArrayList<>();
        List<List<Integer>> rows = new ArrayList<>();
        target.get("into").forEachEntry((module, chunks) -> {
            modules.add(NamePattern.of(module));
            rows.add(StreamSupport.stream(chunks.spliterator(), false).map(JsonNode::asInt).toList());
        });
        return new NativeLink(namespace, NamePattern.of(name), modules, target.get("chunks").asInt(), rows);
    }
}
