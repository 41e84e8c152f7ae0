package dev.patchbay.cli.input;

import dev.patchbay.generation.DTypeChoice;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.Pixels;
import dev.patchbay.video.StillImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a run; those not given get the default of the model. */
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

    @Option(names = "--guidance")
    private @Nullable Double guidance;

    @Option(names = "--guidance-2")
    private @Nullable Double lowNoiseGuidance;

    @Option(names = "--shift")
    private @Nullable Double shift;

    @Option(names = "--dynamic-cfg")
    private boolean dynamicGuidance;

    @Option(names = "--scheduler")
    private @Nullable String scheduler;

    @Option(names = "--image")
    private @Nullable Path image;

    @Option(names = "--device", defaultValue = "auto")
    private DeviceChoice device = DeviceChoice.AUTO;

    @Option(names = "--dtype", defaultValue = "auto")
    private DTypeChoice dtype = DTypeChoice.AUTO;

    public DeviceChoice device() {
        return device;
    }

    /** The file of the image that the clip begins with. */
    public Optional<Path> image() {
        return Optional.ofNullable(image);
    }

    /** Device and element type. */
    public EngineChoice engine() {
        return new EngineChoice(device, dtype);
    }

    /**
     * The request of these options for a model, without adapters.
     *
     * @throws GenerationException if its family has no such scheduler, or an image is missing or not wanted
     * @throws IOException if the image cannot be read
     */
    public GenerationRequest request(PipelineInfo info) throws IOException {
        Path file = image;
        Optional<Pixels> begin = file == null ? Optional.empty() : Optional.of(StillImage.read(file));
        info.demandImage(begin);
        return new GenerationRequest(
                prompt,
                negative,
                seed,
                steps,
                frames == null ? info.frames() : frames,
                height == null ? info.height() : height,
                width == null ? info.width() : width,
                guidance == null ? info.sampling().guidance() : guidance,
                dynamicGuidance,
                scheduler == null ? info.sampling().scheduler() : info.sampling().named(scheduler),
                List.of(),
                begin,
                new GenerationRequest.Flow(optional(lowNoiseGuidance), optional(shift)));
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
