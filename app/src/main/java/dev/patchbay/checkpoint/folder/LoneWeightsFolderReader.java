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
 * Opens a folder with one weights file and no configuration: {@code pytorch_lora_weights.safetensors}, as diffusers' training scripts
 * write it, or a single safetensors file of any name.
 */
public final class LoneWeightsFolderReader implements CheckpointReader {

    private static final List<String> LORA = List.of("pytorch_lora_weights.safetensors", "pytorch_lora_weights.bin");
    private static final String SAFETENSORS = ".safetensors";

    @Override
    public boolean matches(Path path) throws IOException {
        return lora(path).isPresent() || !safetensors(path).isEmpty();
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        Optional<Path> lora = lora(path);
        List<Path> files = safetensors(path);
        if (lora.isEmpty() && files.size() != 1) {
            throw new CheckpointException(Message.of("checkpoint.folder.severalFiles", path, files.size()));
        }
        Path weights = lora.orElseGet(files::getFirst);
        return FolderCheckpoint.of(path, CheckpointLayout.WEIGHTS_FOLDER, opener.open(weights), CompanionFiles.NONE);
    }

    private static Optional<Path> lora(Path folder) {
        return LORA.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    private static List<Path> safetensors(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(SAFETENSORS))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
