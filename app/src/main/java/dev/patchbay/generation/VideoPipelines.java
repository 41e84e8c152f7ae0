package dev.patchbay.generation;

import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every family of video models that can be played; the one way from the rest of Patchbay to the engine.
 *
 * @param factories asked in this order whether a model is theirs
 */
public record VideoPipelines(List<VideoPipelineFactory> factories) {

    public VideoPipelines {
        factories = List.copyOf(factories);
    }

    /**
     * What a model says about itself; loads no weights and no native library.
     *
     * @throws GenerationException if it is no pipeline, or one that nothing here plays; the message names it and says what is played
     */
    public PipelineInfo describe(Path model) throws IOException {
        return factory(model).describe(model);
    }

    /**
     * Loads a model.
     *
     * @throws GenerationException if it is no pipeline, or one that nothing here plays; the message names it and says what is played
     * @throws IOException if files are missing or broken, or the device is not there; the message says what to do
     */
    public VideoPipeline load(Path model, DeviceChoice device) throws IOException {
        return factory(model).load(model, device);
    }

    private VideoPipelineFactory factory(Path model) throws IOException {
        for (VideoPipelineFactory factory : factories) {
            if (factory.matches(model)) {
                return factory;
            }
        }
        String found = ConfigFileJson.pipelineClass(model)
                .orElseThrow(() -> new GenerationException(Message.of("generation.noPipeline", model)));
        String played = factories.stream().map(VideoPipelineFactory::plays).collect(Collectors.joining(", "));
        throw new GenerationException(Message.of("generation.otherPipeline", model, found, played));
    }
}
