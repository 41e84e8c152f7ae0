package dev.patchbay.export;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.MappedTensorData;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Keeps an export away from the files it reads. */
final class SourceFiles {

    private SourceFiles() {}

    /** @throws ExportException if the target is a file of the checkpoint, by whatever link, or lies in its folder and exists */
    static void refuse(Checkpoint checkpoint, Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        Path path = checkpoint.path();
        boolean inFolder = Files.isDirectory(path) && target.toRealPath().startsWith(path.toRealPath());
        if (inFolder || isOne(files(checkpoint), target)) {
            throw new ExportException(Message.of("export.targetIsSource", target));
        }
    }

    /** @throws ExportException if the target exists and is the file of the base model, or lies in its folder */
    static void refuse(BaseModel base, Path target) throws IOException {
        Path path = base.folder().orElse(null);
        if (path == null || !Files.exists(path) || !Files.exists(target)) {
            return;
        }
        if (Files.isSameFile(path, target) || Files.isDirectory(path) && target.toRealPath().startsWith(path.toRealPath())) {
            throw new ExportException(Message.of("export.targetIsSource", target));
        }
    }

    private static Set<Path> files(Checkpoint checkpoint) {
        Set<Path> files = new LinkedHashSet<>();
        files.add(checkpoint.path());
        checkpoint.tensors().values().forEach(tensor -> {
            if (tensor.data() instanceof MappedTensorData mapped) {
                files.add(mapped.file().path());
            }
        });
        return files;
    }

    private static boolean isOne(Set<Path> files, Path target) throws IOException {
        for (Path file : files) {
            if (Files.exists(file) && Files.isSameFile(file, target)) {
                return true;
            }
        }
        return false;
    }
}
