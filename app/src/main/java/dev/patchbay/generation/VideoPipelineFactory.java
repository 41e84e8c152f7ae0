package dev.patchbay.generation;

import java.io.IOException;

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

    /**
     * Describes a model that {@link #matches}; loads no weights and no native library.
     *
     * @throws IOException if the model is of this family, but not supported; the message says why
     */
    PipelineInfo describe(ModelSource model) throws IOException;

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
