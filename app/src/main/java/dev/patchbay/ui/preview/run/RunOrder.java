package dev.patchbay.ui.preview.run;

import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.workspace.Analysis;
import java.util.List;

/**
 * The inputs of a run as plain values, which later changes in the window do not affect.
 *
 * @param pipeline model and device
 * @param framesPerSecond of the model's clips
 * @param base the request without adapters
 * @param adapters applied in the second clip; if empty, only the first is generated
 */
public record RunOrder(PipelineSlot.PipelineKey pipeline, double framesPerSecond, GenerationRequest base, List<AdapterUse> adapters) {

    public RunOrder {
        adapters = List.copyOf(adapters);
    }

    /** An adapter with its strength. */
    public record AdapterUse(String name, Analysis analysis, double strength) {}

    /** True if any adapter has an effect: with strength 0 the clip is bit-identical to that of the base. */
    boolean changesBase() {
        return adapters.stream().anyMatch(adapter -> adapter.strength() != 0);
    }

    /** The adapters as a result names them. */
    public List<PreviewResult.UsedAdapter> used() {
        return adapters.stream().map(adapter -> new PreviewResult.UsedAdapter(adapter.name(), adapter.strength())).toList();
    }
}
