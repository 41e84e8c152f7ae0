package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.HuggingFaceRepository;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Opens a repository of the Hugging Face cache, {@code models--org--name}: the snapshot that {@code refs/main} names, which is a
 * pipeline, model or adapter folder like any other. The checkpoint has the path of the snapshot, where its files are.
 */
public final class HuggingFaceRepositoryReader implements CheckpointReader {

    @Override
    public boolean matches(Path path) {
        return HuggingFaceRepository.at(path).isPresent();
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        Path snapshot = new HuggingFaceRepository(path).snapshot();
        if (matches(snapshot)) {
            throw new CheckpointException(Message.of("checkpoint.huggingFace.nested", path));
        }
        return opener.open(snapshot);
    }
}
