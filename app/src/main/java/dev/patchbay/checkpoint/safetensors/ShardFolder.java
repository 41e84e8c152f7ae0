package dev.patchbay.checkpoint.safetensors;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the shards that an index names, and only those that lie beside it: an index from the internet must not make Patchbay read other
 * files.
 *
 * @param index the index file
 */
record ShardFolder(Path index) {

    /**
     * The shard's path.
     *
     * @throws CheckpointException if it lies elsewhere, directly or by a link, or is not there
     */
    Path shard(String name) throws IOException {
        Path folder = Optional.ofNullable(index.toAbsolutePath().getParent()).orElseThrow();
        Path shard = inside(folder, name);
        if (!Files.isRegularFile(shard)) {
            throw new CheckpointException(Message.of("checkpoint.index.shardMissing", index, name));
        }
        Path real = shard.toRealPath();
        Path realFolder = folder.toRealPath();
        if (!real.startsWith(realFolder) && !isHuggingFaceBlob(real, realFolder)) {
            throw outside(name);
        }
        return shard;
    }

    private Path inside(Path folder, String name) throws CheckpointException {
        if (name.isEmpty() || name.contains("\\") || name.contains(":")) {
            throw outside(name);
        }
        try {
            Path relative = Path.of(name);
            for (Path element : relative) {
                if (element.toString().equals("..")) {
                    throw outside(name);
                }
            }
            if (relative.isAbsolute()) {
                throw outside(name);
            }
            return folder.resolve(relative);
        } catch (InvalidPathException e) {
            throw new CheckpointException(Message.of("checkpoint.index.shardOutside", index, name), e);
        }
    }

    /** The Hugging Face cache keeps {@code <repository>/snapshots/<revision>/…} as links into {@code <repository>/blobs}. */
    private static boolean isHuggingFaceBlob(Path real, Path realFolder) {
        for (Path above = realFolder; above != null; above = above.getParent()) {
            Path parent = above.getParent();
            if (parent != null && parent.endsWith("snapshots")) {
                return real.startsWith(parent.resolveSibling("blobs"));
            }
        }
        return false;
    }

    private CheckpointException outside(String name) {
        return new CheckpointException(Message.of("checkpoint.index.shardOutside", index, name));
    }
}
