package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Opens a model of diffusers or transformers: {@code config.json} beside the weights, one file or an index with shards. Safetensors come
 * before {@code .bin}, as diffusers prefers them; a variant such as {@code diffusion_pytorch_model.fp16.safetensors} is taken where
 * nothing else lies.
 */
public final class ModelFolderReader implements CheckpointReader {

    private static final List<String> WEIGHTS = List.of(
            "diffusion_pytorch_model.safetensors",
            "diffusion_pytorch_model.safetensors.index.json",
            "model.safetensors",
            "model.safetensors.index.json",
            "diffusion_pytorch_model.bin",
            "pytorch_model.bin");

    private static final String VARIANT = "(diffusion_pytorch_model|model)\\.(\\w+\\.safetensors|safetensors\\.index\\.\\w+\\.json)";

    @Override
    public boolean matches(Path path) throws IOException {
        return weights(path).isPresent();
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        Path weights = weights(path)
                .orElseThrow(() -> new CheckpointException(Message.of("checkpoint.folderWithoutWeights", path)));
        CompanionFiles companions = CompanionFiles.read(path, List.of("config.json"));
        return FolderCheckpoint.of(path, CheckpointLayout.MODEL_FOLDER, opener.open(weights), companions);
    }

    private static Optional<Path> weights(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Optional<Path> usual = WEIGHTS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
        return usual.isPresent() ? usual : variant(folder);
    }

    private static Optional<Path> variant(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches(VARIANT))
                    .filter(Files::isRegularFile)
                    .min(Path::compareTo);
        }
    }
}
