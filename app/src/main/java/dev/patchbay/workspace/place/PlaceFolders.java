package dev.patchbay.workspace.place;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folders to search.
 *
 * @param hub the Hugging Face cache; may not exist
 * @param comfyUi model folders of ComfyUI
 */
public record PlaceFolders(Path hub, List<PlaceFolder> comfyUi) {

    private static final List<String> COMFYUI_HOMES = List.of("ComfyUI", "comfy/ComfyUI", "Documents/ComfyUI");
    private static final String EXTRA_PATHS = "extra_model_paths.yaml";

    public PlaceFolders {
        comfyUi = List.copyOf(comfyUi);
    }

    /** The folders of this machine's user. */
    public static PlaceFolders ofThisMachine() {
        return of(Path.of(System.getProperty("user.home")), System.getenv());
    }

    /**
     * The cache where {@code huggingface_hub} looks for it, and every ComfyUI in one of its usual places or in {@code COMFYUI_PATH}.
     *
     * @param environment environment variables; those with invalid paths are ignored
     */
    public static PlaceFolders of(Path home, Map<String, String> environment) {
        Set<PlaceFolder> folders = new LinkedHashSet<>();
        for (Path root : comfyUiRoots(home, environment)) {
            ComfyUiCategories.names().forEach(category -> folders.add(new PlaceFolder(category, root.resolve("models").resolve(category))));
            folders.addAll(new ExtraModelPaths(root.resolve(EXTRA_PATHS)).folders());
        }
        return new PlaceFolders(hub(home, environment), List.copyOf(folders));
    }

    private static Path hub(Path home, Map<String, String> environment) {
        return folder(home, environment, "HF_HUB_CACHE")
                .or(() -> folder(home, environment, "HUGGINGFACE_HUB_CACHE"))
                .or(() -> folder(home, environment, "HF_HOME").map(own -> own.resolve("hub")))
                .or(() -> folder(home, environment, "XDG_CACHE_HOME").map(caches -> caches.resolve("huggingface/hub")))
                .orElseGet(() -> home.resolve(".cache/huggingface/hub"));
    }

    private static List<Path> comfyUiRoots(Path home, Map<String, String> environment) {
        List<Path> roots = new ArrayList<>();
        folder(home, environment, "COMFYUI_PATH").ifPresent(roots::add);
        COMFYUI_HOMES.forEach(name -> roots.add(home.resolve(name)));
        return roots.stream().distinct().filter(root -> Files.isDirectory(root.resolve("models"))).toList();
    }

    private static Optional<Path> folder(Path home, Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        try {
            Path path = value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value);
            return value.isBlank() ? Optional.empty() : Optional.of(path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
