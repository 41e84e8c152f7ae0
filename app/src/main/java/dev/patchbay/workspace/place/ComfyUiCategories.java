package dev.patchbay.workspace.place;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What ComfyUI's model folders contain ({@code folder_paths.py}); {@code unet} and {@code clip} are older names that are still valid. */
final class ComfyUiCategories {

    private static final Map<String, PlaceKind> KINDS = new TreeMap<>(Map.of(
            "loras", PlaceKind.ADAPTER,
            "checkpoints", PlaceKind.BASE_MODEL,
            "diffusion_models", PlaceKind.BASE_MODEL,
            "unet", PlaceKind.BASE_MODEL,
            "diffusers", PlaceKind.BASE_MODEL,
            "vae", PlaceKind.COMPONENT,
            "text_encoders", PlaceKind.COMPONENT,
            "clip", PlaceKind.COMPONENT));

    private ComfyUiCategories() {}

    static Set<String> names() {
        return KINDS.keySet();
    }

    static Optional<PlaceKind> kind(String category) {
        return Optional.ofNullable(KINDS.get(category));
    }
}
