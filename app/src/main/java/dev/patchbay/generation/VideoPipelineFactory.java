package dev.patchbay.generation;

import java.io.IOException;
import java.nio.file.Path;

/** Loads pipelines; the one way from the rest of Patchbay to the engine. */
public interface VideoPipelineFactory {

    /**
     * What a diffusers pipeline folder holds, read from its configuration files; loads no weights and no native library.
     *
     * @throws IOException if it is no pipeline folder, or one of a kind Patchbay cannot play; the message says which
     */
    PipelineInfo describe(Path pipelineFolder) throws IOException;

    /**
     * Loads the model.
     *
     * @throws IOException if files are missing or broken, or the device is not there; the message says what to do
     */
    VideoPipeline load(Path pipelineFolder, DeviceChoice device) throws IOException;
}
