package dev.patchbay.workspace.place;

import dev.patchbay.basemodel.catalog.ModelConfigJson;
import dev.patchbay.checkpoint.CompanionFiles;
import dev.patchbay.checkpoint.HuggingFaceRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds checkpoints in the Hugging Face cache: a repository if its folder is of a known kind, else each of its weight files. */
final class HuggingFacePlaces {

    private static final int DEPTH = 3;
    private static final String CONFIG = "config.json";

    private final FolderWalk walk;

    HuggingFacePlaces(FolderWalk walk) {
        this.walk = walk;
    }

    List<CheckpointPlace> in(Path hub) {
        List<CheckpointPlace> places = new ArrayList<>();
        for (Path folder : walk.list(hub)) {
            if (String.valueOf(folder.getFileName()).startsWith(HuggingFaceRepository.PREFIX)) {
                HuggingFaceRepository.at(folder).ifPresent(repository -> places.addAll(of(repository)));
            }
        }
        return places;
    }

    private List<CheckpointPlace> of(HuggingFaceRepository repository) {
        Path snapshot;
        try {
            snapshot = repository.snapshot();
        } catch (IOException e) {
            return List.of(); // an interrupted download
        }
        List<Path> weights = walk.weights(snapshot, DEPTH);
        if (weights.isEmpty()) {
            return List.of();
        }
        List<String> names = walk.list(snapshot).stream().map(file -> String.valueOf(file.getFileName())).toList();
        return kind(snapshot, names)
                .map(kind -> List.of(place(repository.name(), kind, repository.folder(), weights)))
                .orElseGet(() -> weights.stream().map(file -> loose(repository, snapshot, file)).toList());
    }

    /** The kind of a snapshot by its file names; empty if they do not tell. */
    private static Optional<PlaceKind> kind(Path snapshot, List<String> names) {
        if (names.contains("model_index.json")) {
            return Optional.of(PlaceKind.BASE_MODEL);
        }
        if (names.stream().anyMatch(name -> name.matches("(adapter_model|pytorch_lora_weights)\\.(safetensors|bin)"))) {
            return Optional.of(PlaceKind.ADAPTER);
        }
        if (names.contains(CONFIG) && names.stream().anyMatch(name -> name.startsWith("diffusion_pytorch_model"))) {
            return Optional.of(isDenoiser(snapshot) ? PlaceKind.BASE_MODEL : PlaceKind.COMPONENT);
        }
        boolean weights = names.stream().anyMatch(name -> name.matches("(model|pytorch_model)\\b.*\\.(safetensors|bin)"));
        return weights && names.contains(CONFIG) ? Optional.of(PlaceKind.COMPONENT) : Optional.empty();
    }

    private static boolean isDenoiser(Path snapshot) {
        try {
            return Optional.ofNullable(CompanionFiles.read(snapshot, List.of(CONFIG)).texts().get(CONFIG))
                    .flatMap(ModelConfigJson::className)
                    .filter(name -> name.contains("Transformer") || name.contains("UNet"))
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static CheckpointPlace loose(HuggingFaceRepository repository, Path snapshot, Path file) {
        String name = repository.name() + "/" + snapshot.relativize(file).toString().replace('\\', '/');
        boolean adapter = name.toLowerCase(Locale.ROOT).matches(".*(lora|lycoris|locon|loha|lokr).*");
        return place(name, adapter ? PlaceKind.ADAPTER : PlaceKind.WEIGHTS, file, List.of(file));
    }

    private static CheckpointPlace place(String name, PlaceKind kind, Path path, List<Path> weights) {
        return new CheckpointPlace(name, kind, PlaceSource.HUGGING_FACE, path, FolderWalk.bytes(weights));
    }
}
