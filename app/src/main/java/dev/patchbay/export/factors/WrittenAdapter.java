package dev.patchbay.export.factors;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.folder.PeftFolderReader;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.files.VerifiedOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens an adapter that was just written as the target program will: with the configuration beside the weights. */
public final class WrittenAdapter {

    private WrittenAdapter() {}

    /** @param written the file or folder under its temporary name */
    public static Checkpoint open(VerifiedOutput output, Path written) throws IOException {
        PeftFolderReader folders = new PeftFolderReader();
        return folders.matches(written)
                ? folders.open(written, new CheckpointOpener(List.of(new SafetensorsReader()), ReadLimits.DEFAULT))
                : output.open(written);
    }
}
