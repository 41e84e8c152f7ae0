package dev.patchbay.generation.cogvideox;

import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.generation.cogvideox.files.PartFile;
import dev.patchbay.generation.cogvideox.files.TokenizerFile;
import java.nio.file.Path;

/**
 * A model's settings and where its components lie.
 *
 * @param config settings of all components
 */
record ModelFiles(PipelineConfig config, PartFile textEncoder, PartFile transformer, PartFile vae, TokenizerFile tokenizer) {

    /** The folders of a pipeline folder. */
    static ModelFiles folder(PipelineConfig config, CheckpointOpener opener) {
        Path folder = config.folder();
        return new ModelFiles(
                config,
                PartFile.of(folder.resolve("text_encoder"), opener),
                PartFile.of(folder.resolve("transformer"), opener),
                PartFile.of(folder.resolve("vae"), opener),
                TokenizerFile.of(folder.resolve("tokenizer")));
    }
}
