package dev.patchbay.adapter.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads rank and alpha from PEFT's {@code adapter_config.json} and from diffusers' {@code lora_adapter_metadata}. */
final class DeclaredConfigJson {

    /** Tuners of PEFT that say {@code alpha} for {@code lora_alpha}. */
    private static final Set<String> SHORT_ALPHA = Set.of("LOHA", "LOKR");

    /** What PEFT's configurations have for numbers that are not said. */
    private static final OptionalLong DEFAULT_RANK = OptionalLong.of(8);

    private static final OptionalDouble DEFAULT_ALPHA = OptionalDouble.of(8);

    private DeclaredConfigJson() {}

    /**
     * {@code {"r": 16, "lora_alpha": 16, "use_rslora": false, "rank_pattern": {}, "alpha_pattern": {}}}; empty if it is not a JSON object.
     */
    static Optional<DeclaredConfig> adapterConfig(String json) {
        return object(json).map(root -> config(fields(root)));
    }

    /**
     * The same keys, each after its component: {@code {"transformer.r": 4, "transformer.lora_alpha": 8}}. Keys without a component, as
     * {@code save_lora_adapter} writes them, are found under the empty component.
     */
    static Optional<Map<String, DeclaredConfig>> metadata(String json) {
        return object(json).map(root -> {
            Map<String, Map<String, JsonNode>> byComponent = new LinkedHashMap<>();
            root.forEachEntry((key, value) -> {
                int dot = key.lastIndexOf('.');
                String component = dot < 0 ? "" : key.substring(0, dot);
                byComponent.computeIfAbsent(component, one -> new LinkedHashMap<>()).put(key.substring(dot + 1), value);
            });
            Map<String, DeclaredConfig> configs = new LinkedHashMap<>();
            byComponent.forEach((component, fields) -> configs.put(component, config(fields)));
            return configs;
        });
    }

    /** True if Patchbay's provenance metadata says that a known scale was folded into the matrices, or was 1. */
    static boolean isFolded(String json) {
        return object(json)
                .map(root -> root.path("scale"))
                .filter(scale -> !scale.path("how").asString("").equals("metadata") && scale.path("how").isString())
                .map(scale -> scale.path("source").asString(""))
                .filter(source -> !source.isEmpty() && !source.equals("assumed_one"))
                .isPresent();
    }

    private static Optional<JsonNode> object(String json) {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            return root.isObject() ? Optional.of(root) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Map<String, JsonNode> fields(JsonNode root) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        root.forEachEntry(fields::put);
        return fields;
    }

    private static DeclaredConfig config(Map<String, JsonNode> fields) {
        DeclaredTuner tuner = tuner(fields);
        Optional<JsonNode> rank = number(fields, "r");
        Optional<JsonNode> alpha = number(fields, tuner.type().filter(SHORT_ALPHA::contains).isPresent() ? "alpha" : "lora_alpha");
        boolean defaults = fields.containsKey("r") || fields.containsKey("target_modules");
        boolean rankStabilized = flag(fields, "use_rslora");
        return new DeclaredConfig(
                rank.map(node -> OptionalLong.of((long) value(node))).orElse(defaults ? DEFAULT_RANK : OptionalLong.empty()),
                alpha.map(node -> OptionalDouble.of(value(node))).orElse(defaults ? DEFAULT_ALPHA : OptionalDouble.empty()),
                rankStabilized,
                patterns(fields, "rank_pattern"),
                patterns(fields, "alpha_pattern"),
                targets(fields),
                tuner);
    }

    private static DeclaredTuner tuner(Map<String, JsonNode> fields) {
        Optional<String> type = Optional.ofNullable(fields.get("peft_type")).filter(JsonNode::isString).map(JsonNode::asString);
        Map<String, String> more = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (!value.isNull()) {
                more.put(name, value.asString(""));
            }
        });
        return new DeclaredTuner(type, flag(fields, "use_dora"), flag(fields, "lora_bias"), more, strings(fields, "modules_to_save"));
    }

    private static boolean flag(Map<String, JsonNode> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(node -> node.asBoolean(false)).orElse(false);
    }

    private static Optional<ModuleSelection> targets(Map<String, JsonNode> fields) {
        List<String> excluded = strings(fields, "exclude_modules");
        List<String> included = strings(fields, "target_modules");
        return included.isEmpty()
                ? Optional.empty()
                : Optional.of(new ModuleSelection(
                        included,
                        isText(fields, "target_modules"),
                        excluded,
                        isText(fields, "exclude_modules"),
                        new LayerChoice(numbers(fields, "layers_to_transform"), strings(fields, "layers_pattern")),
                        strings(fields, "modules_to_save")));
    }

    private static boolean isText(Map<String, JsonNode> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(JsonNode::isString).orElse(false);
    }

    /** The whole numbers of a list, or the one that stands in its place. No layer has a number beyond 64 bits, nor the largest of these. */
    private static Set<Long> numbers(Map<String, JsonNode> fields, String name) {
        JsonNode node = fields.get(name);
        Set<Long> numbers = new HashSet<>();
        if (node != null && node.isIntegralNumber()) {
            numbers.add(node.asLong(Long.MAX_VALUE));
        } else if (node != null && node.isArray()) {
            node.values().stream().filter(JsonNode::isIntegralNumber).map(number -> number.asLong(Long.MAX_VALUE)).forEach(numbers::add);
        }
        return numbers;
    }

    /** The strings of a list, or the one that stands in its place. */
    private static List<String> strings(Map<String, JsonNode> fields, String name) {
        JsonNode node = fields.get(name);
        List<String> strings = new ArrayList<>();
        if (node != null && node.isString()) {
            strings.add(node.asString());
        } else if (node != null && node.isArray()) {
            node.values().stream().filter(JsonNode::isString).map(JsonNode::asString).forEach(strings::add);
        }
        return strings;
    }

    private static Optional<JsonNode> number(Map<String, JsonNode> fields, String name) {
        return Optional.ofNullable(fields.get(name)).filter(JsonNode::isNumber);
    }

    /** A whole number of hundreds of digits is beyond what a double holds. */
    private static double value(JsonNode number) {
        return number.asDouble(Double.POSITIVE_INFINITY);
    }

    private static NamePatterns patterns(Map<String, JsonNode> fields, String name) {
        Map<String, Double> values = new LinkedHashMap<>();
        Optional.ofNullable(fields.get(name)).filter(JsonNode::isObject).ifPresent(node -> node.forEachEntry((expression, value) -> {
            if (value.isNumber()) {
                values.put(expression, value(value));
            }
        }));
        return new NamePatterns(values);
    }
}
