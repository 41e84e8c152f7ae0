package dev.patchbay.generation.cogvideox;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.DTypeChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.EngineErrors;
import dev.patchbay.generation.torch.NativeMemory;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads CogVideoX pipelines, from text and from an image, onto PyTorch.
 *
 * @param opener opens the weights of a component
 */
public record CogVideoXPipelineFactory(CheckpointOpener opener) implements VideoPipelineFactory {

    /** The pipeline in diffusers whose clips begin with an image. */
    static final String FROM_IMAGE = "CogVideoXImageToVideoPipeline";

    private static final String PIPELINE = "CogVideoXPipeline";

    @Override
    public String plays() {
        return PIPELINE + ", " + FROM_IMAGE;
    }

    @Override
    public boolean matches(Path model) throws IOException {
        return ConfigFileJson.pipelineClass(model).filter(List.of(PIPELINE, FROM_IMAGE)::contains).isPresent();
    }

    @Override
    public PipelineInfo describe(Path model) throws IOException {
        return PipelineConfigJson.read(model).info("-");
    }

    @Override
    public VideoPipeline load(Path model, EngineChoice choice) throws IOException {
        PipelineConfig config = PipelineConfigJson.read(model);
        Device device = Devices.choose(choice.device());
        try {
            Components components = new Components(config, opener, device);
            boolean complete = false;
            try {
                components.check();
                complete = true;
            } finally {
                if (!complete) {
                    components.close();
                }
            }
            DType dtype = choice.dtype() == DTypeChoice.AUTO ? DType.F32 : DType.valueOf(choice.dtype().name());
            return new CogVideoXPipeline(components, RunPlan.uniform(dtype, affordable(device), !device.isGpu()));
        } catch (EngineException e) {
            throw EngineErrors.explain(e, Devices.name(device));
        } finally {
            NativeMemory.trim();
        }
    }

    private static long affordable(Device device) {
        return device.isGpu() ? 1L << 31 : 1L << 31;
    }
}
