package dev.patchbay.generation;

import dev.patchbay.basemodel.BaseModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Loads the models of one family. {@code launch} lists the factories; {@link VideoPipelines} selects the one for a model. */
public interface VideoPipelineFactory {

    /** The family it loads, as the name of its pipeline class in diffusers. */
    String plays();

    /**
     * True if this factory is responsible for the model. Reads file names, small configuration files and the headers of files only.
     *
     * @throws IOException if a file needed for the decision cannot be read
     */
    boolean matches(ModelSource model) throws IOException;

    /** What the published models of this family take. */
    default List<ModelNeeds> needs() throws IOException {
        return List.of();
    }

    /**
     * Describes a model that {@link #matches}; loads no weights and no native library.
     *
     * @throws IOException if the model is of this family, but not supported; the message says why
     */
    PipelineInfo describe(ModelSource model) throws IOException;

    /**
     * What a model that {@link #matches} and comes as single files is put together from, and what is missing; empty for a folder. Looks at
     * names and shapes only; what is wrong with a file is told in its part.
     *
     * @throws IOException if the model cannot be looked at
     */
    default List<ModelPart> parts(ModelSource model) throws IOException {
        return List.of();
    }

    /**
     * A model that {@link #matches} and lies on another machine, as that machine puts it together of its own files; empty for models here.
     *
     * @throws IOException if the machine cannot be asked
     */
    default Optional<ModelAssembly.Assembled> assembled(ModelSource model) throws IOException {
        return Optional.empty();
    }

    /**
     * What a single file is for, of this family's models; empty if it is none of their parts.
     *
     * @throws IOException if it cannot be opened
     */
    default Optional<ModelPart.Kind> part(Path file) throws IOException {
        return Optional.empty();
    }

    /**
     * The modules that adapters change, of a model that {@link #matches}, where its files do not tell them under diffusers' names.
     *
     * @throws IOException if the model cannot be opened
     */
    default Optional<BaseModel> modules(ModelSource model) throws IOException {
        return Optional.empty();
    }

    /**
     * Another text if any file of a model that {@link #matches} was exchanged; empty if its files cannot be seen from here.
     *
     * @throws IOException as {@link #matches}
     */
    default Optional<String> fingerprint(ModelSource model) throws IOException {
        return Optional.empty();
    }

    /**
     * Refuses a request that a model that {@link #matches} cannot carry out; reads small configuration files only. A model that lies on
     * another machine refuses when the run is planned.
     *
     * @throws GenerationException if a setting is impossible; the message says which are possible
     * @throws IOException as {@link #describe}
     */
    default void check(ModelSource model, GenerationRequest request) throws IOException {}

    /**
     * What a run of a model that {@link #matches} will take. Starts the engine, but reads no weights: loading a model only checks them.
     *
     * @throws IOException if the request is impossible, files are missing or broken, or the device is not available
     */
    default GenerationPlan plan(ModelSource model, GenerationRequest request, EngineChoice choice) throws IOException {
        try (VideoPipeline pipeline = load(model, choice)) {
            return pipeline.plan(request);
        }
    }

    /**
     * Loads a model that {@link #matches}.
     *
     * @throws IOException if files are missing or broken, or the device is not available; the message says what to do
     */
    VideoPipeline load(ModelSource model, EngineChoice choice) throws IOException;
}
