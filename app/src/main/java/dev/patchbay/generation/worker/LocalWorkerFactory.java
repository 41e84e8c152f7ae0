package dev.patchbay.generation.worker;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A family whose models are described here and loaded in a worker on this machine. */
public final class LocalWorkerFactory implements VideoPipelineFactory {

    private final VideoPipelineFactory family;
    private final WorkerStarter starter;

    /**
     * @param family describes the models; the worker has the same one
     * @param command starts the worker
     * @param version of this program
     */
    public LocalWorkerFactory(VideoPipelineFactory family, Supplier<WorkerCommand> command, String version) {
        this.family = family;
        this.starter = new WorkerStarter(command, version, WorkerLink.Patience.USUAL);
    }

    @Override
    public String plays() {
        return family.plays();
    }

    @Override
    public boolean matches(ModelSource model) throws IOException {
        return family.matches(model);
    }

    @Override
    public PipelineInfo describe(ModelSource model) throws IOException {
        return family.describe(model);
    }

    @Override
    public List<ModelPart> parts(ModelSource model) throws IOException {
        return family.parts(model);
    }

    @Override
    public Optional<ModelPart.Kind> part(Path file) throws IOException {
        return family.part(file);
    }

    @Override
    public Optional<BaseModel> modules(ModelSource model) throws IOException {
        return family.modules(model);
    }

    @Override
    public Optional<String> fingerprint(ModelSource model) throws IOException {
        return family.fingerprint(model);
    }

    @Override
    public void check(ModelSource model, GenerationRequest request) throws IOException {
        family.check(model, request);
    }

    @Override
    public VideoPipeline load(ModelSource model, EngineChoice choice) throws IOException {
        return new WorkerPipeline(starter, model.map(Path::toAbsolutePath), choice);
    }
}
