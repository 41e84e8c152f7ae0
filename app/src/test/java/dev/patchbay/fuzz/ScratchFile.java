package dev.patchbay.fuzz;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.TestOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in a folder of its own that a fuzz target fills again and again. */
final class ScratchFile {

    private static final long MOST_ELEMENTS = 1 << 20;

    private final Path path;

    ScratchFile(String name) {
        try {
            this.path = Files.createTempDirectory("fuzz").resolve(name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Path path() {
        return path;
    }

    /** Opens the content as a checkpoint of whatever kind and reads every tensor; only a sentence may come of it. */
    void open(byte[] content) throws IOException {
        Files.write(path, content);
        open();
    }

    void open() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(path)) {
            for (StoredTensor tensor : checkpoint.tensors().values()) {
                read(tensor);
            }
        } catch (CheckpointException e) {
            if (!e.getMessage().contains(path.getParent().toString())) {
                throw new AssertionError("the sentence names no file: " + e.getMessage(), e);
            }
        }
    }

    private static void read(StoredTensor tensor) throws IOException {
        if (tensor.info().shape().elements() > MOST_ELEMENTS) {
            return;
        }
        try {
            tensor.data().toFloats();
        } catch (IllegalArgumentException e) {
            // Declared: not every type holds real numbers.
            if (!e.getMessage().startsWith("no real numbers can be read from")) {
                throw e;
            }
        }
    }
}
