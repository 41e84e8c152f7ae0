package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Recognises checkpoints of {@code torch.distributed.checkpoint}, written directly or through accelerate: pieces of tensors in
 * {@code *.distcp} files, with {@code .metadata} that describes how to join them. They are not read; the error says how to convert them.
 * If whole weights are beside the pieces, another reader opens those.
 */
public final class DistributedFolderReader implements CheckpointReader {

    private static final String METADATA = ".metadata";
    private static final String PIECES = ".distcp";
    private static final String WHOLE = ".safetensors";

    /** Folder of the first model in a checkpoint of accelerate. */
    private static final String ACCELERATE = "pytorch_model_fsdp_0";

    @Override
    public boolean matches(Path path) throws IOException {
        return folder(path).isPresent();
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        throw new CheckpointException(Message.of("checkpoint.folder.distributed", folder(path).orElse(path)));
    }

    /** The folder with the pieces: {@code path}, one inside it, or the one that contains it. */
    private static Optional<Path> folder(Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        boolean part = Files.isRegularFile(path) && (name.equals(METADATA) || name.endsWith(PIECES));
        List<Path> candidates = part ? List.of(path.resolveSibling(".")) : List.of(path, path.resolve(ACCELERATE));
        for (Path candidate : candidates) {
            if (Files.isRegularFile(candidate.resolve(METADATA)) && holds(candidate, PIECES) && (part || !holds(path, WHOLE))) {
                return Optional.of(candidate.normalize());
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path folder, String suffix) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + suffix)) {
            return files.iterator().hasNext();
        }
    }
}
