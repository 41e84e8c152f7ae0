package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.loader.config.PatternNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes new ranks and alphas into a file's declarations: diffusers' {@code lora_adapter_metadata} and PEFT's {@code adapter_config.json}.
 * All other keys stay; {@code use_rslora} becomes false, since the alphas are written for {@code alpha / r}.
 */
public final class RankDeclarationJson {

    private RankDeclarationJson() {}

    /**
     * Rank and alpha of one module.
     *
     * @param component may be empty
     * @param module its name inside the component
     */
    public record DeclaredRank(String component, String module, long rank, double alpha) {

        public static DeclaredRank of(AdapterModule module, long rank, double alpha) {
            return new DeclaredRank(module.component(), module.module(), rank, alpha);
        }
    }

    /**
     * {@code {"transformer.r": 8, …}}, one set of keys for each component.
     *
     * @param existing the source's {@code lora_adapter_metadata}; keys without a component stay without one
     * @param plain true if the file holds no DoRA magnitudes
     */
    public static String metadata(Optional<String> existing, List<DeclaredRank> modules, boolean plain) {
        ObjectNode root = object(existing);
        boolean bare = root.has("r");
        Function<DeclaredRank, String> prefix = one -> bare || one.component().isEmpty() ? "" : one.component() + ".";
        modules.stream()
                .collect(Collectors.groupingBy(prefix, LinkedHashMap::new, Collectors.toList()))
                .forEach((start, ofComponent) -> declare(root, start, ofComponent, plain));
        return root.toString();
    }

    /** The {@code adapter_config.json} of a PEFT folder; {@code peft_type} becomes LORA. */
    public static String config(String existing, List<DeclaredRank> modules, boolean plain) {
        ObjectNode root = object(Optional.of(existing));
        root.put("peft_type", "LORA");
        declare(root, "", modules, plain);
        return root.toPrettyString();
    }

    private static ObjectNode object(Optional<String> json) {
        try {
            return json.map(JsonMapper.shared()::readTree)
                    .filter(JsonNode::isObject)
                    .map(ObjectNode.class::cast)
                    .orElseGet(() -> JsonMapper.shared().createObjectNode());
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    private static void declare(ObjectNode root, String prefix, List<DeclaredRank> modules, boolean plain) {
        long rank = mostCommon(modules, DeclaredRank::rank);
        double alpha = mostCommon(modules, DeclaredRank::alpha);
        root.put(prefix + "r", rank);
        put(root, prefix + "lora_alpha", alpha);
        PatternNames names = PatternNames.of(modules.stream().map(DeclaredRank::module).toList());
        ObjectNode ranks = root.putObject(prefix + "rank_pattern");
        ObjectNode alphas = root.putObject(prefix + "alpha_pattern");
        for (DeclaredRank one : modules) {
            if (one.rank() != rank) {
                ranks.put(names.key(one.module()), one.rank());
            }
            if (one.alpha() != alpha) {
                put(alphas, names.key(one.module()), one.alpha());
            }
        }
        if (root.has(prefix + "use_rslora")) {
            root.put(prefix + "use_rslora", false);
        }
        if (plain && root.has(prefix + "use_dora")) {
            root.put(prefix + "use_dora", false);
        }
        if (!root.has(prefix + "target_modules")) {
            modules.forEach(one -> root.withArray(prefix + "target_modules").add(one.module()));
        }
    }

    private static void put(ObjectNode node, String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            node.put(name, (long) value);
        } else {
            node.put(name, value);
        }
    }

    private static <T> T mostCommon(List<DeclaredRank> modules, Function<DeclaredRank, T> property) {
        Map<T, Long> counts = modules.stream().collect(Collectors.groupingBy(property, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }
}
