package dev.patchbay.generation;

import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts models of single files together: sorts files that a person gives by what they are for, and looks among those of other programs for
 * what is missing. Reads headers, so call it on a background thread.
 *
 * @param pipelines know what a file is for
 * @param components files of text encoders and autoencoders on this machine; asked only where one is missing
 */
public record ModelAssembly(VideoPipelines pipelines, Supplier<List<Path>> components) {

    /**
     * A model as far as it is known.
     *
     * @param source its files, with those that were found
     * @param parts what each file is and what is missing; empty for a folder
     * @param info its description, if nothing is missing
     * @param problem why it cannot be played
     */
    public record Assembled(ModelSource source, List<ModelPart> parts, Optional<PipelineInfo> info, Optional<Message> problem) {

        public Assembled {
            parts = List.copyOf(parts);
        }
    }

    /** The model of these files. */
    public Assembled assemble(ModelSource given) {
        ModelSource source = given;
        List<ModelPart> parts = List.of();
        try {
            Optional<Assembled> elsewhere = pipelines.assembled(given);
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
            source = completed(given);
            parts = pipelines.parts(source);
            return new Assembled(source, parts, Optional.of(pipelines.describe(source)), Optional.empty());
        } catch (IOException e) {
            return new Assembled(source, parts, Optional.empty(), Optional.of(sentence(e)));
        }
    }

    private static Message sentence(IOException reason) {
        return Reason.sentence(reason);
    }

    private ModelSource completed(ModelSource given) throws IOException {
        ModelSource source = given;
        for (ModelPart part : pipelines.parts(given)) {
            boolean searched = part.kind() == ModelPart.Kind.TEXT_ENCODER || part.kind() == ModelPart.Kind.VAE;
            if (searched && !part.usable() && part.file().isEmpty()) {
                source = found(source, part.kind());
            }
        }
        return source;
    }

    /** The same with the first file on this machine that belongs to the model. */
    private ModelSource found(ModelSource source, ModelPart.Kind kind) throws IOException {
        for (Path candidate : components.get()) {
            if (isOf(candidate, kind)) {
                ModelSource tried = source.with(kind, candidate);
                if (pipelines.parts(tried).stream().anyMatch(part -> part.kind() == kind && part.usable())) {
                    return tried;
                }
            }
        }
        return source;
    }

    private boolean isOf(Path candidate, ModelPart.Kind kind) {
        try {
            return pipelines.part(candidate).equals(Optional.of(kind));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * The model with these files in their places; files that are no part of one are left out.
     *
     * @param present the model so far, if there is one of single files
     * @return empty if a transformer is missing
     */
    public Optional<ModelSource> sorted(Optional<ModelSource> present, List<Path> files) {
        Optional<ModelSource> model = present;
        for (Path file : files) {
            if (isOf(file, ModelPart.Kind.TRANSFORMER)) {
                model = Optional.of(model.map(one -> one.with(ModelPart.Kind.TRANSFORMER, file)).orElse(ModelSource.of(file)));
            }
        }
        for (ModelPart.Kind kind : List.of(ModelPart.Kind.TEXT_ENCODER, ModelPart.Kind.VAE, ModelPart.Kind.TOKENIZER)) {
            for (Path file : files) {
                if (model.isPresent() && isOf(file, kind)) {
                    model = Optional.of(model.get().with(kind, file));
                }
            }
        }
        return model;
    }
}
