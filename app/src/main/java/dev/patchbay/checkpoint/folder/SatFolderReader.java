package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens checkpoints of SwissArmyTransformer, and of DeepSpeed alone: a folder whose file {@code latest} names an iteration, with
 * {@code <iteration>/mp_rank_00_model_states.pt} and, for SAT, {@code model_config.json}. The folder of an iteration can be opened too.
 */
public final class SatFolderReader implements CheckpointReader {

    private static final String LATEST = "latest";

    /** Name of the only iteration in a checkpoint of accelerate. */
    private static final String ACCELERATE = "pytorch_model";

    /** A script that DeepSpeed writes into every checkpoint and SAT does not. */
    private static final String DEEPSPEED_PROGRAM = "zero_to_fp32.py";

    /** Suffix of the separate folder in which SAT keeps averaged weights. */
    private static final String EMA = "-ema";

    private static final int LONGEST_ITERATION = 200;

    @Override
    public boolean matches(Path path) throws IOException {
        return Files.isRegularFile(path.resolve(LATEST))
                || !DeepSpeedFiles.in(path).isEmpty()
                || !DeepSpeedFiles.in(path.resolve(ACCELERATE)).isEmpty();
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        Path iteration = DeepSpeedFiles.in(path).isEmpty() ? iterationFolder(path) : path;
        Path weights = DeepSpeedFiles.in(iteration).weights();
        CompanionFiles companions = CompanionFiles.read(path, List.of("model_config.json"));
        return FolderCheckpoint.of(path, layout(path, iteration), opener.open(weights), companions, ema(path, iteration));
    }

    private static CheckpointLayout layout(Path folder, Path iteration) {
        boolean deepSpeed = String.valueOf(iteration.getFileName()).equals(ACCELERATE)
                || Files.isRegularFile(folder.resolve(DEEPSPEED_PROGRAM))
                || Files.isRegularFile(iteration.resolveSibling(DEEPSPEED_PROGRAM));
        return deepSpeed ? CheckpointLayout.DEEPSPEED_FOLDER : CheckpointLayout.SAT_FOLDER;
    }

    private static List<Message> ema(Path folder, Path iteration) throws IOException {
        String name = iteration.getFileName() + EMA;
        return DeepSpeedFiles.in(iteration.resolveSibling(name)).isEmpty()
                ? List.of()
                : List.of(Message.of("checkpoint.folder.emaBeside", folder, name));
    }

    private static Path iterationFolder(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve(LATEST))) {
            return folder.resolve(ACCELERATE);
        }
        String iteration = iteration(folder.resolve(LATEST));
        boolean plainName = iteration.matches("[\\w][\\w.-]*");
        if (!plainName) {
            throw new CheckpointException(Message.of("checkpoint.folder.strangeIteration", folder.resolve(LATEST), iteration));
        }
        if (DeepSpeedFiles.in(folder.resolve(iteration)).isEmpty()) {
            throw new CheckpointException(
                    Message.of("checkpoint.folder.iterationMissing", folder, iteration, DeepSpeedFiles.WEIGHTS));
        }
        return folder.resolve(iteration);
    }

    private static String iteration(Path latest) throws IOException {
        try (InputStream in = RegularFiles.stream(latest)) {
            return new String(in.readNBytes(LONGEST_ITERATION), StandardCharsets.UTF_8).strip();
        }
    }
}
