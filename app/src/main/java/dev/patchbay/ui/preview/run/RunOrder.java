package dev.patchbay.ui.preview.run;

import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.workspace.Analysis;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The inputs of a run as plain values, which later changes in the window do not affect.
 *
 * @param pipeline model and device
 * @param framesPerSecond of the model's clips
 * @param base the request without adapters
 * @param adapters applied in the second clip; if empty, only the first is generated
 * @param sweep strengths of a grid, each of all adapters together; empty for one clip with each adapter at its own
 * @param image file of the picture in the request, if it came from one
 * @param cropped true if the picture was cropped to the clip's size and not stretched, which only the window does
 */
public record RunOrder(
        PipelineSlot.PipelineKey pipeline,
        double framesPerSecond,
        GenerationRequest base,
        List<AdapterUse> adapters,
        List<Double> sweep,
        Optional<Path> image,
        boolean cropped) {

    public RunOrder {
        adapters = List.copyOf(adapters);
        sweep = List.copyOf(sweep);
    }

    /** The same with a grid of strengths. */
    public RunOrder sweeping(List<Double> strengths) {
        return new RunOrder(pipeline, framesPerSecond, base, adapters, strengths, image, cropped);
    }

    /** How many clips with adapters are made. */
    long adapted() {
        return sweep.isEmpty() ? (changesBase() ? 1 : 0) : sweep.stream().filter(strength -> strength != 0).count();
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
