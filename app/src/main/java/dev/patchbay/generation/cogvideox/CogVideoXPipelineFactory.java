package dev.patchbay.generation.cogvideox;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.EngineErrors;
import dev.patchbay.generation.torch.NativeMemory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Loads CogVideoX pipelines, from text and from an image, onto PyTorch.
 *
 * @param opener opens the weights of a component
 * @param texts embeddings of prompts, if they are kept on disk
 */
public record CogVideoXPipelineFactory(CheckpointOpener opener, Optional<KeptNumbers> texts) implements VideoPipelineFactory {

    /** The pipeline in diffusers whose clips begin with an image. */
    static final String FROM_IMAGE = "CogVideoXImageToVideoPipeline";

    private static final String PIPELINE = "CogVideoXPipeline";

    /** A factory that keeps no embeddings. */
    public CogVideoXPipelineFactory(CheckpointOpener opener) {
        this(opener, Optional.empty());
    }

    @Override
    public String plays() {
        return PIPELINE + ", " + FROM_IMAGE;
    }

    @Override
    public boolean matches(ModelSource model) throws IOException {
        return ConfigFileJson.pipelineClass(model.model()).filter(List.of(PIPELINE, FROM_IMAGE)::contains).isPresent();
    }

    @Override
    public PipelineInfo describe(ModelSource model) throws IOException {
        return PipelineConfigJson.read(model.model()).info("-");
    }

    /** Weights are checked here, but each component is loaded by the stage of a run that uses it. */
    @Override
    public VideoPipeline load(ModelSource model, EngineChoice choice) throws IOException {
        PipelineConfig config = PipelineConfigJson.read(model.model());
        Device device = Devices.choose(choice.device());
        try {
            return checked(new Components(config, opener, device, texts), choice);
        } catch (EngineException e) {
            throw EngineErrors.explain(e, Devices.name(device));
        } finally {
            NativeMemory.trim();
        }
    }

    private static VideoPipeline checked(Components components, EngineChoice choice) throws IOException {
        boolean complete = false;
        try {
            components.check();
            VideoPipeline pipeline = new CogVideoXPipeline(components, new RunPlanner(components, choice.dtype()));
            complete = true;
            return pipeline;
        } finally {
            if (!complete) {
                components.close();
            }
        }
    }
}
