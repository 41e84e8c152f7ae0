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
 * @param sweep strengths of the cells of a grid, which then is {@code without}: the first cell has no adapter; empty for no grid
 */
public record PreviewResult(
        GenerationRequest request, List<UsedAdapter> adapters, Clip without, Optional<Clip> with, List<Double> sweep) {

    public PreviewResult {
        adapters = List.copyOf(adapters);
        sweep = List.copyOf(sweep);
    }

    /** Bytes of its clips in main memory. */
    public long bytes() {
        return bytes(without) + with.map(PreviewResult::bytes).orElse(0L);
    }

    static long bytes(Clip clip) {
        return Float.BYTES * (clip.frames().length + clip.latents().stream().mapToLong(step -> step.length).sum());
    }

    /** An adapter of a finished clip and its strength. */
    public record UsedAdapter(String name, double strength) {}
}
