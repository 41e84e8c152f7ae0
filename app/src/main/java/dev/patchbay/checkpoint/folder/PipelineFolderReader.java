package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointParts;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens a diffusers pipeline: {@code model_index.json} beside one folder for each component. Names of tensors and JSON files start with
 * the component: {@code transformer.proj_out.weight}, {@code transformer/config.json}.
 */
public final class PipelineFolderReader implements CheckpointReader {

    private static final String INDEX = "model_index.json";

    private final ModelFolderReader models = new ModelFolderReader();

    @Override
    public boolean matches(Path path) {
        return Files.isRegularFile(path.resolve(INDEX));
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        CheckpointParts parts = new CheckpointParts();
        try {
            return open(path, opener, parts);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private Checkpoint open(Path path, CheckpointOpener opener, CheckpointParts parts) throws IOException {
        CompanionFiles index = CompanionFiles.read(path, List.of(INDEX));
        String json = index.texts().get(INDEX);
        if (json == null) {
            throw new CheckpointException(Message.of("checkpoint.folder.badModelIndex", path.resolve(INDEX)));
        }
        PipelineParts pipeline = new PipelineParts(path, json);
        for (String component : ModelIndexJson.components(path.resolve(INDEX), json)) {
            Path folder = path.resolve(component);
            if (!Files.isDirectory(folder)) {
                pipeline.missing(component);
            } else if (models.matches(folder)) {
                pipeline.add(component, parts.add(models.open(folder, opener)));
            } else {
                pipeline.addCompanions(component, CompanionFiles.read(folder, List.of(component + "_config.json", "config.json")));
            }
        }
        return pipeline.checkpoint(parts);
    }
}
