package dev.patchbay.export;

import dev.patchbay.adapter.AdapterModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes rank and alpha as diffusers keeps them in {@code lora_adapter_metadata}: {@code {"transformer.r": 4, "transformer.lora_alpha": 8,
 * "transformer.target_modules": […]}}, with {@code rank_pattern} and {@code alpha_pattern} for modules that differ from most. Modules are
 * named
 * in full, so that none is meant that the file does not hold.
 */
final class LoraMetadataJson {

    private LoraMetadataJson() {}

    static String write(List<AdapterModule> modules, Function<AdapterModule, String> component) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        modules.stream()
                .collect(Collectors.groupingBy(component, LinkedHashMap::new, Collectors.toList()))
                .forEach((name, ofComponent) -> write(root, name + ".", ofComponent));
        return root.toString();
    }

    private static void write(ObjectNode root, String prefix, List<AdapterModule> modules) {
        long rank = mostCommon(modules, AdapterModule::rank);
        double alpha = mostCommon(modules, LoraMetadataJson::alpha);
        root.put(prefix + "r", rank);
        putNumber(root, prefix + "lora_alpha", alpha);
        modules.forEach(module -> root.withArray(prefix + "target_modules").add(module.module()));
        for (AdapterModule module : modules) {
            if (module.rank() != rank) {
                root.withObject(prefix + "rank_pattern").put(module.module(), module.rank());
            }
        }
        for (AdapterModule module : modules) {
            if (alpha(module) != alpha) {
                putNumber(root.withObject(prefix + "alpha_pattern"), module.module(), alpha(module));
            }
        }
    }

    private static double alpha(AdapterModule module) {
        return module.scale() * module.rank();
    }

    private static void putNumber(ObjectNode node, String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            node.put(name, (long) value);
        } else {
            node.put(name, value);
        }
    }

    private static <T> T mostCommon(List<AdapterModule> modules, Function<AdapterModule, T> property) {
        Map<T, Long> counts = modules.stream().collect(Collectors.groupingBy(property, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    }
}
