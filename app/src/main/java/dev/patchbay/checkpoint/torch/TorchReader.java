package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.pickle.PickleReader;
import dev.patchbay.files.reading.RegularFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the format of {@code torch.save} since PyTorch 1.6: {@code .pt}, {@code .pth}, {@code .bin}, {@code .ckpt}. */
public final class TorchReader implements CheckpointReader {

    @Override
    public boolean matches(Path path) throws IOException {
        return startsWith(path, 'P', 'K', 3, 4) || startsWith(path, 'P', 'K', 5, 6);
    }

    private static boolean startsWith(Path path, int... bytes) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = RegularFiles.stream(path)) {
            for (int expected : bytes) {
                if (in.read() != expected) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        MappedFile file = new MappedFile(path);
        TorchConstructors constructors = new TorchConstructors();
        try {
            TorchArchive archive = TorchArchive.open(file, opener.limits());
            Object root = new PickleReader(path, archive.pickle(opener.limits()), opener.limits(), constructors).read();
            return new TorchContent(root, constructors.suspicious(), archive)
                    .checkpoint(file, CheckpointFormat.TORCH_ZIP, opener.limits());
        } catch (CheckpointException e) {
            file.close();
            throw constructors.withCalls(e);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
