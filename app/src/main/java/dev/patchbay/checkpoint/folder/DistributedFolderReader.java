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
 * Recognises what {@code torch.distributed.checkpoint} writes, alone or through accelerate: pieces of tensors in files {@code *.distcp},
 * and {@code .metadata}, which says how they go together. They are not read; the sentence says how to join them. Whole weights beside the
 * pieces are another reader's business.
 */
public final class DistributedFolderReader implements CheckpointReader {

    private static final String METADATA = ".metadata";
    private static final String PIECES = ".distcp";
    private static final String WHOLE = ".safetensors";

    /** What accelerate calls the folder of the only model in its own. */
    private static final String ACCELERATE = "pytorch_model_fsdp_0";

    @Override
    public boolean matches(Path path) throws IOException {
        return folder(path).isPresent();
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        throw new CheckpointException(Message.of("checkpoint.folder.distributed", folder(path).orElse(path)));
    }

    /** The folder that is, holds, or is around {@code path}. */
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
