package dev.patchbay.generation;

import dev.patchbay.message.Message;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All families of video models that can be played; the entry point to {@code generation} for the rest of Patchbay.
 *
 * @param factories tried in this order
 */
public record VideoPipelines(List<VideoPipelineFactory> factories) {

    public VideoPipelines {
        factories = List.copyOf(factories);
    }

    /**
     * Describes a model; loads no weights and no native library.
     *
     * @throws GenerationException if it is no pipeline, or of a family that is not supported; the message names it and lists what is
     *     supported
     */
    public PipelineInfo describe(ModelSource model) throws IOException {
        return factory(model).describe(model);
    }

    /**
     * Loads a model.
     *
     * @throws GenerationException if it is no pipeline, or of a family that is not supported; the message names it and lists what is
     *     supported
     * @throws IOException if files are missing or broken, or the device is not available; the message says what to do
     */
    public VideoPipeline load(ModelSource model, EngineChoice choice) throws IOException {
        return factory(model).load(model, choice);
    }

    /**
     * What a run of a model will take, without reading weights.
     *
     * @throws IOException as {@link #load}, or if the request is impossible
     */
    public GenerationPlan plan(ModelSource model, GenerationRequest request, EngineChoice choice) throws IOException {
        return factory(model).plan(model, request, choice);
    }

    private VideoPipelineFactory factory(ModelSource model) throws IOException {
        for (VideoPipelineFactory factory : factories) {
            if (factory.matches(model)) {
                return factory;
            }
        }
        String found = ConfigFileJson.pipelineClass(model.model())
                .orElseThrow(() -> new GenerationException(Message.of("generation.noPipeline", model.model())));
        String played = factories.stream().map(VideoPipelineFactory::plays).collect(Collectors.joining(", "));
        throw new GenerationException(Message.of("generation.otherPipeline", model.model(), found, played));
    }
}
