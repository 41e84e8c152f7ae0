package dev.patchbay.generation.wan;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.files.kept.FileFingerprint;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.EngineErrors;
import dev.patchbay.generation.torch.NativeMemory;
import java.io.IOException;
import java.util.Optional;

/** Loads Wan pipelines, from text and from an image, onto PyTorch. */
public final class WanPipelineFactory implements VideoPipelineFactory {

    private final CheckpointOpener opener;
    private final Optional<KeptNumbers> texts;

    /**
     * @param opener opens the weights of a component
     * @param texts embeddings of prompts, if they are kept on disk
     */
    public WanPipelineFactory(CheckpointOpener opener, Optional<KeptNumbers> texts) {
        this.opener = opener;
        this.texts = texts;
    }

    @Override
    public String plays() {
        return PipelineConfig.FROM_TEXT + ", " + PipelineConfig.FROM_IMAGE;
    }

    /** Pipelines of the family that are not played are refused here, with what they would need. */
    @Override
    public boolean matches(ModelSource model) throws IOException {
        String found = ConfigFileJson.pipelineClass(model.model()).orElse("");
        boolean played = found.equals(PipelineConfig.FROM_TEXT) || found.equals(PipelineConfig.FROM_IMAGE);
        return played || PipelineConfigJson.REFUSED.containsKey(found);
    }

    @Override
    public PipelineInfo describe(ModelSource model) throws IOException {
        return PipelineConfigJson.read(model.model()).info("-");
    }

    @Override
    public Optional<String> fingerprint(ModelSource model) {
        return Optional.of(FileFingerprint.of(model.paths()));
    }

    @Override
    public void check(ModelSource model, GenerationRequest request) throws IOException {
        PipelineConfig config = PipelineConfigJson.read(model.model());
        config.info("").demandImage(request.image());
        LatentGrid.of(config, request);
        config.sampling().named(request.scheduler());
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
            VideoPipeline pipeline = new WanPipeline(components, new RunPlanner(components, choice.dtype()));
            complete = true;
            return pipeline;
        } finally {
            if (!complete) {
                components.close();
            }
        }
    }
}
