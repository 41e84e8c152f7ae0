package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.CompanionFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens a model folder of diffusers or transformers: {@code config.json} beside the weights, which are one file or an index with shards.
 * Safetensors are preferred to {@code .bin}, as in diffusers; if only a variant such as {@code diffusion_pytorch_model.fp16.safetensors}
 * exists, it is opened with a warning.
 */
public final class ModelFolderReader implements CheckpointReader {

    @Override
    public boolean matches(Path path) throws IOException {
        return !WeightFiles.in(path).isEmpty();
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        WeightFiles weights = WeightFiles.in(path);
        CompanionFiles companions = CompanionFiles.read(path, List.of("config.json"));
        return FolderCheckpoint.of(
                path, CheckpointLayout.MODEL_FOLDER, opener.open(weights.chosen()), companions, weights.warnings());
    }
}
