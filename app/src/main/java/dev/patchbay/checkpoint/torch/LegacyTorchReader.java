package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;

/** Recognises bare pickles, the form {@code torch.save} wrote before PyTorch 1.6, and says what to do with them. */
public final class LegacyTorchReader implements CheckpointReader {

    @Override
    public boolean matches(Path path) throws IOException {
        for (int protocol = 2; protocol <= 5; protocol++) {
            if (TorchReader.startsWith(path, 0x80, protocol)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        throw new CheckpointException(Message.of("checkpoint.torch.legacy", path));
    }
}
