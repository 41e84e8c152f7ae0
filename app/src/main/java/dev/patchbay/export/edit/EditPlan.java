package dev.patchbay.export.edit;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.export.factors.ExportTensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An edited file before it is written.
 *
 * @param tensors in the order of the source
 * @param metadata of the new file
 * @param config its {@code adapter_config.json}; empty where the source has none
 * @param kept modules that stay, as the source has them
 * @param removed names of the modules that are left out, and of the tensors that belong to none
 * @param strengthened names of modules by their strength
 * @param forgotten keys of metadata that are not in the new file
 */
public record EditPlan(
        List<ExportTensor> tensors,
        Map<String, String> metadata,
        Optional<String> config,
        List<AdapterModule> kept,
        List<String> removed,
        Map<Double, List<String>> strengthened,
        List<String> forgotten) {

    boolean isComplete() {
        return removed.isEmpty();
    }
}
