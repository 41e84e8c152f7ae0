package dev.patchbay.workspace.place;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds weight files in ComfyUI's model folders, and pipelines in its diffusers folder. */
final class ComfyUiPlaces {

    private static final String PIPELINES = "diffusers";
    private static final int DEPTH = 5;

    private final FolderWalk walk;

    ComfyUiPlaces(FolderWalk walk) {
        this.walk = walk;
    }

    List<CheckpointPlace> in(PlaceFolder folder) {
        return ComfyUiCategories.kind(folder.category())
                .map(kind -> folder.category().equals(PIPELINES) ? pipelines(folder) : files(folder, kind))
                .orElse(List.of());
    }

    private List<CheckpointPlace> files(PlaceFolder folder, PlaceKind kind) {
        return walk.weights(folder.path(), DEPTH).stream()
                .map(file -> place(folder, kind, file, FolderWalk.bytes(List.of(file))))
                .toList();
    }

    private List<CheckpointPlace> pipelines(PlaceFolder folder) {
        List<CheckpointPlace> places = new ArrayList<>();
        for (Path pipeline : walk.list(folder.path())) {
            if (Files.isRegularFile(pipeline.resolve("model_index.json"))) {
                places.add(place(folder, PlaceKind.BASE_MODEL, pipeline, FolderWalk.bytes(walk.weights(pipeline, 1))));
            }
        }
        return places;
    }

    private static CheckpointPlace place(PlaceFolder folder, PlaceKind kind, Path path, long bytes) {
        String name = folder.path().relativize(path).toString().replace('\\', '/');
        return new CheckpointPlace(name, kind, PlaceSource.COMFYUI, path, bytes);
    }
}
