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

/** Opens an adapter as PEFT saves it: {@code adapter_config.json} beside {@code adapter_model.safetensors} or {@code .bin}. */
public final class PeftFolderReader implements CheckpointReader {

    private static final String CONFIG = "adapter_config.json";
    private static final List<String> WEIGHTS = List.of("adapter_model.safetensors", "adapter_model.bin");

    @Override
    public boolean matches(Path path) {
        return Files.isRegularFile(path.resolve(CONFIG))
                || WEIGHTS.stream().anyMatch(weights -> Files.isRegularFile(path.resolve(weights)));
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        Path weights = WEIGHTS.stream()
                .map(path::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new CheckpointException(Message.of("checkpoint.folder.adapterMissing", path)));
        CompanionFiles companions = CompanionFiles.read(path, List.of(CONFIG));
        return FolderCheckpoint.of(path, CheckpointLayout.PEFT_FOLDER, opener.open(weights), companions);
    }
}
