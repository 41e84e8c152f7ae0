package dev.patchbay.generation.cogvideox;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.files.kept.FileFingerprint;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelNeeds;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.generation.cogvideox.files.TokenizerSearch;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.EngineErrors;
import dev.patchbay.generation.torch.NativeMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Loads CogVideoX pipelines, from text and from an image, onto PyTorch: pipeline folders, and single files of their components. */
public final class CogVideoXPipelineFactory implements VideoPipelineFactory {

    /** The pipeline in diffusers whose clips begin with an image. */
    static final String FROM_IMAGE = "CogVideoXImageToVideoPipeline";

    private static final String PIPELINE = "CogVideoXPipeline";

    private final CheckpointOpener opener;
    private final Optional<KeptNumbers> texts;
    private final SingleFiles singles;

    /** A factory that keeps no embeddings and knows no places of tokenizers. */
    public CogVideoXPipelineFactory(CheckpointOpener opener) {
        this(opener, Optional.empty(), List::of);
    }

    /**
     * @param opener opens the weights of a component
     * @param texts embeddings of prompts, if they are kept on disk
     * @param tokenizers folders and files of other programs that may be a tokenizer, for files that bring none
     */
    public CogVideoXPipelineFactory(CheckpointOpener opener, Optional<KeptNumbers> texts, Supplier<List<Path>> tokenizers) {
        this(opener, texts, new SingleFiles(opener, PublishedVariant::all, new TokenizerSearch(tokenizers)));
    }

    CogVideoXPipelineFactory(CheckpointOpener opener, Optional<KeptNumbers> texts, SingleFiles singles) {
        this.opener = opener;
        this.texts = texts;
        this.singles = singles;
    }

    @Override
    public String plays() {
        return PIPELINE + ", " + FROM_IMAGE;
    }

    @Override
    public List<ModelNeeds> needs() throws IOException {
        return PublishedNeeds.all();
    }

    @Override
    public boolean matches(ModelSource model) throws IOException {
        Optional<String> pipeline = ConfigFileJson.pipelineClass(model.model());
        return pipeline.isPresent() ? List.of(PIPELINE, FROM_IMAGE).contains(pipeline.get()) : isTransformer(model.model());
    }

    /** A folder that cannot be opened is none of this family's; of a file the reason is what a person has to know. */
    private boolean isTransformer(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Files.exists(path) && singles.isTransformer(path);
        }
        try {
            return singles.isTransformer(path);
        } catch (CheckpointException none) {
            return false;
        }
    }

    private static boolean isFolder(ModelSource model) throws IOException {
        return ConfigFileJson.pipelineClass(model.model()).isPresent();
    }

    private ModelFiles files(ModelSource model) throws IOException {
        return isFolder(model) ? ModelFiles.folder(PipelineConfigJson.read(model.model()), opener) : singles.read(model);
    }

    @Override
    public PipelineInfo describe(ModelSource model) throws IOException {
        return files(model).config().info("-");
    }

    @Override
    public List<ModelPart> parts(ModelSource model) throws IOException {
        return isFolder(model) ? List.of() : singles.parts(model);
    }

    @Override
    public Optional<ModelPart.Kind> part(Path file) throws IOException {
        return singles.part(file);
    }

    @Override
    public Optional<BaseModel> modules(ModelSource model) throws IOException {
        return isFolder(model) ? Optional.empty() : Optional.of(singles.modules(model));
    }

    @Override
    public Optional<String> fingerprint(ModelSource model) {
        return Optional.of(FileFingerprint.of(model.paths()));
    }

    @Override
    public void check(ModelSource model, GenerationRequest request) throws IOException {
        PipelineConfig config = files(model).config();
        config.info("").demandImage(request.image());
        LatentGrid.of(config, request);
        config.sampling().named(request.scheduler());
    }

    /** Weights are checked here, but each component is loaded by the stage of a run that uses it. */
    @Override
    public VideoPipeline load(ModelSource model, EngineChoice choice) throws IOException {
        ModelFiles files = files(model);
        Device device = Devices.choose(choice.device());
        try {
            return checked(new Components(files, device, texts), choice);
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
