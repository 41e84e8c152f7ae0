package dev.patchbay.files;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Files and folders that are being read. They are never overwritten, even where existing files may be replaced, because their weights are
 * memory-mapped while the output is written.
 */
public final class SourceFiles {

    private final Set<Path> sources = new LinkedHashSet<>();

    /** A file, or a folder with everything in it. */
    public SourceFiles add(Path source) {
        sources.add(source);
        return this;
    }

    /** A checkpoint with all its files: the path may be an index whose shards lie beside it. */
    public SourceFiles add(Checkpoint checkpoint) {
        add(checkpoint.path());
        checkpoint.files().forEach(this::add);
        return this;
    }

    /** @throws NotWrittenException if the target is one of the sources, also by a link, or lies in a source folder */
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
