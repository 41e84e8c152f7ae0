package dev.patchbay.generation;

import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One of the files that a model is put together from.
 *
 * @param kind what it is for
 * @param file where it is; empty if there is none
 * @param found what is known about it, or what is missing and where it can be had
 * @param usable false if nothing can be played before it is given or changed
 */
public record ModelPart(Kind kind, Optional<Path> file, Message found, boolean usable) {

    /** What a file is for. */
    public enum Kind {
        TRANSFORMER,
        TEXT_ENCODER,
        VAE,
        TOKENIZER;

        /** What lies in files beside the transformer's. */
        public static List<Kind> besides() {
            return List.of(TEXT_ENCODER, VAE, TOKENIZER);
        }
    }
}
