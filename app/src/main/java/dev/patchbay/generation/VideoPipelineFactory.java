package dev.patchbay.generation;

import java.io.IOException;
import java.nio.file.Path;

/** Plays one family of video models. {@code launch} lists the factories; {@link VideoPipelines} finds the one for a model. */
public interface VideoPipelineFactory {

    /** What it plays, by the name that people know it by: the class in diffusers. */
    String plays();

    /**
     * True if this family's pipeline is to play the model. Looks at names and small configuration files only.
     *
     * @param model a diffusers pipeline folder, or a file
     * @throws IOException if what would decide cannot be read
     */
    boolean matches(Path model) throws IOException;

    /**
     * What a model that {@link #matches} says about itself; loads no weights and no native library.
     *
     * @throws IOException if Patchbay cannot play it, although it is of this family; the message says why
     */
    PipelineInfo describe(Path model) throws IOException;

    /**
     * Loads a model that {@link #matches}.
     *
     * @throws IOException if files are missing or broken, or the device is not there; the message says what to do
     */
    VideoPipeline load(Path model, DeviceChoice device) throws IOException;
}
