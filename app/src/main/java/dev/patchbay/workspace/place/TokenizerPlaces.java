package dev.patchbay.workspace.place;

import dev.patchbay.checkpoint.HuggingFaceRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where other programs keep tokenizers. */
record TokenizerPlaces(PlaceFolders folders, FolderWalk walk) {

    private static final List<String> CATEGORIES = List.of("text_encoders", "clip");

    /** ComfyUI's folders of text encoders and the folders in them, and the snapshots of the cache. */
    List<Path> find() {
        List<Path> found = new ArrayList<>();
        for (PlaceFolder folder : folders.comfyUi()) {
            if (CATEGORIES.contains(folder.category())) {
                found.add(folder.path());
                walk.list(folder.path()).stream().filter(Files::isDirectory).forEach(found::add);
            }
        }
        for (Path repository : walk.list(folders.hub())) {
            if (String.valueOf(repository.getFileName()).startsWith(HuggingFaceRepository.PREFIX)) {
                HuggingFaceRepository.at(repository).flatMap(TokenizerPlaces::snapshot).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Path> snapshot(HuggingFaceRepository repository) {
        try {
            return Optional.of(repository.snapshot());
        } catch (IOException e) {
            return Optional.empty(); // an interrupted download
        }
    }
}
