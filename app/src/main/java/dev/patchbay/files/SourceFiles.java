package dev.patchbay.files;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.MappedTensorData;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What somebody reads. None of it is ever written over, with leave to replace files or without: weights are mapped while the output is
 * made.
 */
public final class SourceFiles {

    private final Set<Path> sources = new LinkedHashSet<>();

    /** A file, or a folder with all that lies in it. */
    public SourceFiles add(Path source) {
        sources.add(source);
        return this;
    }

    /** A checkpoint with all its files: the shards lie beside their index, not in it. */
    public SourceFiles add(Checkpoint checkpoint) {
        add(checkpoint.path());
        checkpoint.tensors().values().forEach(tensor -> {
            if (tensor.data() instanceof MappedTensorData mapped) {
                add(mapped.file().path());
            }
        });
        return this;
    }

    /** @throws NotWrittenException if something is there that is one of the sources, by whatever link, or lies in a source folder */
    public void refuse(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        Path real = target.toRealPath();
        for (Path source : sources) {
            if (Files.exists(source)
                    && (Files.isSameFile(source, target) || Files.isDirectory(source) && real.startsWith(source.toRealPath()))) {
                throw new NotWrittenException(Message.of("files.isSource", target));
            }
        }
    }
}
