package dev.patchbay.generation.cogvideox;

import java.util.List;
import java.util.Optional;

/**
 * A model as its authors published it: what a single file does not say about itself.
 *
 * @param name {@code cogvideox-2b}
 * @param framesPerSecond playback rate that its authors recommend
 * @param size clips that its authors recommend, if those are smaller than what the transformer's settings say
 * @param config its configuration files
 */
public record PublishedVariant(String name, double framesPerSecond, Optional<Size> size, PipelineConfig config) {

    /** Size of a clip in pixels. */
    public record Size(int width, int height) {}

    /** All that Patchbay plays. */
    public static List<PublishedVariant> all() {
        return PublishedVariantsJson.ALL;
    }

    /** The published model that is most like a pipeline: of its generation, with an image or without. */
    static PublishedVariant like(PipelineConfig config) {
        return all().stream()
                .filter(variant -> variant.config.transformer().patchFrames() == config.transformer().patchFrames())
                .filter(variant -> variant.config.takesImage() == config.takesImage())
                .findFirst()
                .orElse(all().getFirst());
    }
}
