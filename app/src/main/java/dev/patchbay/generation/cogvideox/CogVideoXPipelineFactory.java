package dev.patchbay.generation.cogvideox;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.EngineErrors;
import dev.patchbay.generation.torch.MemoryPlan;
import dev.patchbay.generation.torch.NativeMemory;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Loads CogVideoX text-to-video pipelines onto PyTorch.
 *
 * @param opener opens the weights of a component
 */
public record CogVideoXPipelineFactory(CheckpointOpener opener) implements VideoPipelineFactory {

    private static final String PIPELINE = "CogVideoXPipeline";

    @Override
    public String plays() {
        return PIPELINE;
    }

    @Override
    public boolean matches(Path model) throws IOException {
        return ConfigFileJson.pipelineClass(model).filter(PIPELINE::equals).isPresent();
    }

    @Override
    public PipelineInfo describe(Path model) throws IOException {
        return PipelineConfigJson.read(model).info("-");
    }

    @Override
    public VideoPipeline load(Path model, DeviceChoice choice) throws IOException {
        PipelineConfig config = PipelineConfigJson.read(model);
        Device device = Devices.choose(choice);
        try {
            return new CogVideoXPipeline(new Components(config, opener, device, MemoryPlan.of(device)));
        } catch (EngineException e) {
            throw EngineErrors.explain(e, Devices.name(device));
        } finally {
            NativeMemory.trim();
        }
    }
}
