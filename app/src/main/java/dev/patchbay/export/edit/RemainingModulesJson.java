package dev.patchbay.export.edit;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.ModuleSelection;
import dev.patchbay.adapter.config.NamePatterns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Narrows PEFT's {@code adapter_config.json} to the modules that an edit leaves: {@code target_modules} names them in full, so that PEFT
 * makes no layers for the others, and patterns of rank and alpha that match none of them go. All other keys stay.
 */
final class RemainingModulesJson {

    private static final String TARGETS = "target_modules";
    private static final List<String> PATTERNS = List.of("rank_pattern", "alpha_pattern");

    private RemainingModulesJson() {}

    /** @param selection what the configuration selects; modules outside, such as saved ones, are named elsewhere in it */
    static String config(String existing, ModuleSelection selection, List<AdapterModule> kept) {
        Optional<ObjectNode> read = object(existing);
        if (read.isEmpty()) {
            return existing;
        }
        ObjectNode root = read.get();
        List<String> names = kept.stream().map(AdapterModule::module).distinct().toList();
        root.putArray(TARGETS);
        names.stream().filter(selection::contains).forEach(root.withArray(TARGETS)::add);
        for (String patterns : PATTERNS) {
            if (root.get(patterns) instanceof ObjectNode values) {
                List<String> idle = values.propertyNames().stream().filter(pattern -> !matchesAny(pattern, names)).toList();
                values.remove(idle);
            }
        }
        return root.toPrettyString();
    }

    private static boolean matchesAny(String pattern, List<String> names) {
        NamePatterns one = new NamePatterns(Map.of(pattern, 1.0));
        return names.stream().anyMatch(name -> one.value(name).isPresent());
    }

    private static Optional<ObjectNode> object(String json) {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            return root instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
