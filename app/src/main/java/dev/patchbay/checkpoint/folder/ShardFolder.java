package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.HuggingFaceRepository;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the shards that an index names, but only in the folder of the index: a downloaded index must not make Patchbay read other files
 * (decision 0010).
 *
 * @param index the index file
 */
record ShardFolder(Path index) {

    /**
     * Path of the shard; the same path however the index spells it.
     *
     * @throws CheckpointException if it is outside the folder, directly or by a link, or does not exist
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
            return folder.resolve(relative).normalize();
        } catch (InvalidPathException e) {
            throw new CheckpointException(Message.of("checkpoint.index.shardOutside", index, name), e);
        }
    }

    /** In the Hugging Face cache the files of a snapshot are links into the blobs of the same repository; links elsewhere are refused. */
    private static boolean isHuggingFaceBlob(Path real, Path realFolder) {
        return HuggingFaceRepository.around(realFolder).map(repository -> real.startsWith(repository.blobs())).orElse(false);
    }

    private CheckpointException outside(String name) {
        return new CheckpointException(Message.of("checkpoint.index.shardOutside", index, name));
    }
}
