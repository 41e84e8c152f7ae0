package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.CheckpointReader;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens bare pickles followed by their storages, the format of {@code torch.save} before PyTorch 1.6, and recognises the tar archives
 * that it wrote before 0.1.10.
 */
public final class LegacyTorchReader implements CheckpointReader {

    private static final int LOWEST_PROTOCOL = 2;
    private static final int HIGHEST_PROTOCOL = 5;
    private static final int TAR_MAGIC_AT = 257;
    private static final String TAR_MAGIC = "ustar";

    @Override
    public boolean matches(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        byte[] start = start(path);
        boolean pickle = start.length >= 2
                && start[0] == (byte) 0x80
                && start[1] >= LOWEST_PROTOCOL
                && start[1] <= HIGHEST_PROTOCOL;
        return pickle || startsWithMagicNumber(start) || isTar(start);
    }

    @Override
    public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
        if (isTar(start(path))) {
            throw new CheckpointException(Message.of("checkpoint.torch.tar", path));
        }
        MappedFile file = new MappedFile(path);
        TorchConstructors constructors = new TorchConstructors();
        try {
            return new LegacyTorchFile(file, opener.limits(), constructors)
                    .read()
                    .checkpoint(file, CheckpointFormat.TORCH_LEGACY, opener.limits());
        } catch (CheckpointException e) {
            file.close();
            throw constructors.withCalls(e);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static byte[] start(Path path) throws IOException {
        try (InputStream in = RegularFiles.stream(path)) {
            return in.readNBytes(TAR_MAGIC_AT + TAR_MAGIC.length());
        }
    }

    /** Protocols 0 and 1 have no header, but the first pickle is always the same number. */
    private static boolean startsWithMagicNumber(byte[] start) {
        return new String(start, StandardCharsets.ISO_8859_1).startsWith(LegacyTorchFile.MAGIC_NUMBER_AS_TEXT);
    }

    private static boolean isTar(byte[] start) {
        return new String(start, StandardCharsets.ISO_8859_1).indexOf(TAR_MAGIC, TAR_MAGIC_AT) == TAR_MAGIC_AT;
    }
}
