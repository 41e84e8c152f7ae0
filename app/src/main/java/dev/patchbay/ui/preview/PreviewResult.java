package dev.patchbay.ui.preview;

import dev.patchbay.generation.Clip;
import dev.patchbay.generation.GenerationRequest;
import java.util.List;
import java.util.Optional;

/**
 * What a run made.
 *
 * @param request without adapters
 * @param adapters what the clip with them was made with; empty if there is none
 * @param with the clip with the adapters, from the same noise
 */
public record PreviewResult(GenerationRequest request, List<UsedAdapter> adapters, Clip without, Optional<Clip> with) {

    public PreviewResult {
        adapters = List.copyOf(adapters);
    }

    /** An adapter of a finished clip. */
    public record UsedAdapter(String name, double strength) {}
}
