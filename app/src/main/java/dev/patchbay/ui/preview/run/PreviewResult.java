package dev.patchbay.ui.preview.run;

import dev.patchbay.generation.Clip;
import dev.patchbay.generation.GenerationRequest;
import java.util.List;
import java.util.Optional;

/**
 * The clips of a finished run.
 *
 * @param request the request without adapters
 * @param adapters those of the second clip; empty if there is none
 * @param without the clip without adapters
 * @param with the clip with the adapters, from the same initial noise
 */
public record PreviewResult(GenerationRequest request, List<UsedAdapter> adapters, Clip without, Optional<Clip> with) {

    public PreviewResult {
        adapters = List.copyOf(adapters);
    }

    /** An adapter of a finished clip and its strength. */
    public record UsedAdapter(String name, double strength) {}
}
