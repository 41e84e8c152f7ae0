package dev.patchbay.loader.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes rank and alpha as diffusers keeps them in {@code lora_adapter_metadata}: {@code {"transformer.r": 4, "transformer.lora_alpha": 8,
 * "transformer.target_modules": […]}}, with {@code rank_pattern} and {@code alpha_pattern} for modules that differ from most. Modules are
 * named in full, so that none is meant that the file does not hold.
 */
public final class LoraMetadataJson {

    private LoraMetadataJson() {}

    public static String write(Collection<CanonicalModule> modules) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        modules.stream()
                .collect(Collectors.groupingBy(CanonicalModule::component, LinkedHashMap::new, Collectors.toList()))
                .forEach((name, ofComponent) -> put(root, name + ".", ofComponent));
        return root.toString();
    }

    /** Adds the fields of the modules of one model. */
    static void put(ObjectNode root, String prefix, Collection<CanonicalModule> modules) {
        LoraNumbers ranks = LoraNumbers.ranks(modules);
        LoraNumbers alphas = LoraNumbers.alphas(modules);
        putNumber(root, prefix + "r", ranks.common());
        putNumber(root, prefix + "lora_alpha", alphas.common());
        modules.forEach(module -> root.withArray(prefix + "target_modules").add(module.module().module()));
        ranks.others().forEach((module, rank) -> putNumber(root.withObject(prefix + "rank_pattern"), module, rank));
        alphas.others().forEach((module, alpha) -> putNumber(root.withObject(prefix + "alpha_pattern"), module, alpha));
    }

    private static void putNumber(ObjectNode node, String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            node.put(name, (long) value);
        } else {
            node.put(name, value);
        }
    }
}
