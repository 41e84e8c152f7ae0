package dev.patchbay.generation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Where a model lies: a diffusers pipeline folder, or the file of a transformer beside those of the other components.
 *
 * @param model the folder or file
 * @param textEncoder file of the text encoder; empty for a folder, or if the model's file holds it too
 * @param vae file of the autoencoder; empty likewise
 * @param tokenizer file or folder of a tokenizer; empty if it is to be found
 */
public record ModelSource(Path model, Optional<Path> textEncoder, Optional<Path> vae, Optional<Path> tokenizer) {

    /** A folder or file alone. */
    public static ModelSource of(Path model) {
        return new ModelSource(model, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with another file for one of its parts. */
    public ModelSource with(ModelPart.Kind kind, Path file) {
        Optional<Path> other = Optional.of(file);
        return switch (kind) {
            case TRANSFORMER -> new ModelSource(file, textEncoder, vae, tokenizer);
            case TEXT_ENCODER -> new ModelSource(model, other, vae, tokenizer);
            case VAE -> new ModelSource(model, textEncoder, other, tokenizer);
            case TOKENIZER -> new ModelSource(model, textEncoder, vae, other);
        };
    }

    /** The file that was named for one of its parts. */
    public Optional<Path> file(ModelPart.Kind kind) {
        return switch (kind) {
            case TRANSFORMER -> Optional.of(model);
            case TEXT_ENCODER -> textEncoder;
            case VAE -> vae;
            case TOKENIZER -> tokenizer;
        };
    }

    /** All that was named. */
    public List<Path> paths() {
        return Stream.concat(Stream.of(model), Stream.of(textEncoder, vae, tokenizer).flatMap(Optional::stream)).toList();
    }

    /** The same with every path changed. */
    public ModelSource map(UnaryOperator<Path> change) {
        return new ModelSource(change.apply(model), textEncoder.map(change), vae.map(change), tokenizer.map(change));
    }
}
