package dev.patchbay.generation;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Another text if any file of the model was exchanged; empty if its files cannot be seen from here. */
    public Optional<String> fingerprint(ModelSource model) throws IOException {
        return factory(model).fingerprint(model);
    }

    /**
     * Refuses a request that the model cannot carry out, as far as its configuration says; loads no weights and no native library.
     *
     * @throws GenerationException if a setting is impossible; the message says which are possible
     */
    public void check(ModelSource model, GenerationRequest request) throws IOException {
        factory(model).check(model, request);
    }

    /**
     * What a run of a model will take, without reading weights.
     *
     * @throws IOException as {@link #load}, or if the request is impossible
     */
    public GenerationPlan plan(ModelSource model, GenerationRequest request, EngineChoice choice) throws IOException {
        return factory(model).plan(model, request, choice);
    }

    /**
     * What a model of single files is put together from, and what is missing; empty for a folder, and for a model that nobody plays.
     *
     * @throws IOException if the model cannot be looked at
     */
    public List<ModelPart> parts(ModelSource model) throws IOException {
        Optional<VideoPipelineFactory> factory = matching(model);
        return factory.isPresent() ? factory.get().parts(model) : List.of();
    }

    /**
     * A model that lies on another machine, as that machine puts it together; empty for models here.
     *
     * @throws IOException if the machine cannot be asked
     */
    Optional<ModelAssembly.Assembled> assembled(ModelSource model) throws IOException {
        Optional<VideoPipelineFactory> factory = matching(model);
        return factory.isPresent() ? factory.get().assembled(model) : Optional.empty();
    }

    /**
     * What a single file is for; empty if it is no part of a model that is played.
     *
     * @throws IOException if it cannot be opened
     */
    public Optional<ModelPart.Kind> part(Path file) throws IOException {
        for (VideoPipelineFactory factory : factories) {
            Optional<ModelPart.Kind> kind = factory.part(file);
            if (kind.isPresent()) {
                return kind;
            }
        }
        return Optional.empty();
    }

    /**
     * The modules that adapters change, where the model's files do not tell them under diffusers' names.
     *
     * @throws IOException if the model cannot be opened
     */
    public Optional<BaseModel> modules(ModelSource model) throws IOException {
        Optional<VideoPipelineFactory> factory = matching(model);
        return factory.isPresent() ? factory.get().modules(model) : Optional.empty();
    }

    /** What the published models take that can be played; no file of theirs is needed. */
    public List<ModelNeeds> needs() throws IOException {
        List<ModelNeeds> needs = new ArrayList<>();
        for (VideoPipelineFactory factory : factories) {
            needs.addAll(factory.needs());
        }
        return needs;
    }

    private Optional<VideoPipelineFactory> matching(ModelSource model) throws IOException {
        for (VideoPipelineFactory factory : factories) {
            if (factory.matches(model)) {
                return Optional.of(factory);
            }
        }
        return Optional.empty();
    }

    private VideoPipelineFactory factory(ModelSource model) throws IOException {
        Optional<VideoPipelineFactory> factory = matching(model);
        if (factory.isPresent()) {
            return factory.get();
        }
        String played = factories.stream().map(VideoPipelineFactory::plays).collect(Collectors.joining(", "));
        if (Files.isRegularFile(model.model())) {
            throw new GenerationException(Message.of("generation.unknownFile", model.model(), played));
        }
        String found = ConfigFileJson.pipelineClass(model.model())
                .orElseThrow(() -> new GenerationException(Message.of("generation.noPipeline", model.model())));
        throw new GenerationException(Message.of("generation.otherPipeline", model.model(), found, played));
    }
}
