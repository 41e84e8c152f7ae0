package dev.patchbay.checkpoint;

import java.nio.file.Path;
import java.util.Optional;

/** What people call a checkpoint: the last part of its path, or its repository where the path ends in one of Hugging Face's revisions. */
public final class CheckpointName {

    private CheckpointName() {}

    public static String of(Path path) {
        Optional<String> repository = HuggingFaceRepository.at(path)
                .or(() -> HuggingFaceRepository.around(path).filter(around -> isSnapshot(around, path)))
                .map(HuggingFaceRepository::name);
        Path last = path.getFileName();
        return repository.orElseGet(() -> last == null ? path.toString() : last.toString());
    }

    private static boolean isSnapshot(HuggingFaceRepository repository, Path path) {
        return repository.folder().relativize(path).getNameCount() == 2;
    }
}
