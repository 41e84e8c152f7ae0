package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens what SwissArmyTransformer saves: a folder whose file {@code latest} names an iteration, {@code
 * <iteration>/mp_rank_00_model_states.pt} in it, {@code model_config.json} beside. The folder of an iteration can be opened itself.
 */
public final class SatFolderReader implements CheckpointReader {

    private static final String LATEST = "latest";
    private static final String WEIGHTS = "mp_rank_00_model_states.pt";
    private static final String SECOND_PART = "mp_rank_01_model_states.pt";
    private static final int LONGEST_ITERATION = 200;

    @Override
    public boolean matches(Path path) {
        return Files.isRegularFile(path.resolve(LATEST)) || Files.isRegularFile(path.resolve(WEIGHTS));
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        Path iteration = Files.isRegularFile(path.resolve(WEIGHTS)) ? path : iterationFolder(path);
        if (Files.exists(iteration.resolve(SECOND_PART))) {
            throw new CheckpointException(Message.of("checkpoint.folder.modelParallel", iteration));
        }
        CompanionFiles companions = CompanionFiles.read(path, List.of("model_config.json"));
        return FolderCheckpoint.of(path, CheckpointLayout.SAT_FOLDER, opener.open(iteration.resolve(WEIGHTS)), companions);
    }

    private static Path iterationFolder(Path folder) throws IOException {
        String iteration = iteration(folder.resolve(LATEST));
        boolean plainName = iteration.matches("[\\w][\\w.-]*");
        if (!plainName) {
            throw new CheckpointException(Message.of("checkpoint.folder.strangeIteration", folder.resolve(LATEST), iteration));
        }
        if (!Files.isRegularFile(folder.resolve(iteration).resolve(WEIGHTS))) {
            throw new CheckpointException(Message.of("checkpoint.folder.iterationMissing", folder, iteration, WEIGHTS));
        }
        return folder.resolve(iteration);
    }

    private static String iteration(Path latest) throws IOException {
        try (InputStream in = Files.newInputStream(latest)) {
            return new String(in.readNBytes(LONGEST_ITERATION), StandardCharsets.UTF_8).strip();
        }
    }
}
