package dev.patchbay.adapter.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kind of adapter that a configuration of PEFT is for.
 *
 * @param type {@code LORA}, {@code LOHA}, …; empty if it is not said, which PEFT does not accept
 * @param magnitudes {@code use_dora}
 * @param upBias {@code lora_bias}
 * @param more all fields that hold something, with their texts; lists and objects have none
 * @param savedModules ends of names of modules that are kept as a whole: {@code modules_to_save}
 */
public record DeclaredTuner(
        Optional<String> type, boolean magnitudes, boolean upBias, Map<String, String> more, List<String> savedModules) {

    public DeclaredTuner {
        more = Map.copyOf(more);
        savedModules = List.copyOf(savedModules);
    }
}
