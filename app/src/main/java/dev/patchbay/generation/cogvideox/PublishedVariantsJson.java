package dev.patchbay.generation.cogvideox;

import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.resource.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the published models that come with Patchbay, a file each. */
final class PublishedVariantsJson {

    static final List<PublishedVariant> ALL = Resources.text(PublishedVariantsJson.class, "variants/index.txt").lines()
            .filter(name -> !name.isBlank())
            .map(PublishedVariantsJson::read)
            .toList();

    private static final int LARGEST = 65_536;

    private PublishedVariantsJson() {}

    private static PublishedVariant read(String name) {
        String file = "variants/" + name + ".json";
        try {
            ConfigFileJson json = ConfigFileJson.of(Path.of(file), Resources.text(PublishedVariantsJson.class, file));
            Optional<PublishedVariant.Size> size = json.has("width")
                    ? Optional.of(new PublishedVariant.Size(json.count("width", 1, LARGEST), json.count("height", 1, LARGEST)))
                    : Optional.empty();
            return new PublishedVariant(
                    json.text("name", name), json.number("frames_per_second", 0), size, PipelineConfigJson.published(json));
        } catch (GenerationException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }
}
