package dev.patchbay.ui.preview;

import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.workspace.Analysis;
import java.util.List;

/**
 * What a run was asked to make, as plain values: nothing in the window changes it afterwards.
 *
 * @param base the request without adapters
 * @param adapters to be applied in the second clip; none makes only the first
 */
record RunOrder(PipelineSlot.PipelineKey pipeline, GenerationRequest base, List<AdapterUse> adapters) {

    RunOrder {
        adapters = List.copyOf(adapters);
    }

    /** An adapter with its strength. */
    record AdapterUse(String name, Analysis analysis, double strength) {}

    /** True if the adapters change anything: at strength 0 the clip is the base's, bit for bit. */
    boolean changesBase() {
        return adapters.stream().anyMatch(adapter -> adapter.strength() != 0);
    }
}
