package dev.patchbay.cli.input;

import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.SchedulerKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a run; what is not given comes from the model. */
public final class PreviewOptions {

    @Option(names = "--prompt", required = true)
    private String prompt = "";

    @Option(names = "--negative")
    private String negative = "";

    @Option(names = "--steps", defaultValue = "50")
    private int steps;

    @Option(names = "--seed", defaultValue = "0")
    private long seed;

    @Option(names = "--frames")
    private @Nullable Integer frames;

    @Option(names = "--height")
    private @Nullable Integer height;

    @Option(names = "--width")
    private @Nullable Integer width;

    @Option(names = "--guidance", defaultValue = "6")
    private double guidance;

    @Option(names = "--dynamic-cfg")
    private boolean dynamicGuidance;

    @Option(names = "--scheduler")
    private @Nullable SchedulerKind scheduler;

    @Option(names = "--device", defaultValue = "auto")
    private DeviceChoice device = DeviceChoice.AUTO;

    public DeviceChoice device() {
        return device;
    }

    /** The plain base run that these options ask of a model. */
    public GenerationRequest request(PipelineInfo info) {
        return new GenerationRequest(
                prompt,
                negative,
                seed,
                steps,
                frames == null ? info.frames() : frames,
                height == null ? info.height() : height,
                width == null ? info.width() : width,
                guidance,
                dynamicGuidance,
                scheduler == null ? info.scheduler() : scheduler,
                List.of());
    }
}
